public import FoundationEssentials

/// How long a bill stays open. The limits are in no answer of the provider: the published table is their only source.
public enum ChannelExpiry {
    /// Inside the window of every channel known.
    public static let minutesOfUnknownChannel: Int64 = 60

    /// The shop's window, moved inside what the channel allows; one minute short of its maximum, because the
    /// provider counts from a moment that is not ours.
    public static func minutes(for code: String, window: Int64) -> Int64 {
        guard let rule = ChannelRule.named(code) else { return minutesOfUnknownChannel }
        return min(max(window, rule.minutes.lowerBound), rule.minutes.upperBound - 1)
    }

    /// When a bill opened now will be over, in whole seconds.
    public static func deadline(for code: String, window: Int64, from now: Date) -> Date {
        let seconds = now.timeIntervalSince1970.rounded(.down)
        return Date(timeIntervalSince1970: seconds + Double(minutes(for: code, window: window) * 60))
    }
}
