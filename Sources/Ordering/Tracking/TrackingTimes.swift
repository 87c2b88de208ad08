import FoundationEssentials
import Shipping

/// When a courier is asked after a parcel. Fresh numbers are often unknown for a day, and every question costs a hit, so
/// the questions slow down; but the first comes half an hour after the number was written down, because a number that is
/// plainly wrong is told to the owner within the hour:
///
/// - the source says that it cannot be one of this courier: told at the first question;
/// - the source does not know it and it does not look like one of this courier: the same;
/// - no source answers, or there is none, and it does not look like one: told at the second question, 50 minutes in;
/// - it looks right and the courier does not know it: told after a day.
enum TrackingTimes {
    private static let minute: TimeInterval = 60
    private static let hour: TimeInterval = 3_600
    private static let day: TimeInterval = 86_400

    static let first: TimeInterval = 30 * minute
    private static let second: TimeInterval = 50 * minute
    private static let regular: TimeInterval = 6 * hour
    /// Past this age a number that nobody knows is called wrong.
    private static let patience: TimeInterval = day
    private static let old: TimeInterval = 7 * day
    private static let end: TimeInterval = 30 * day

    /// How long a node owns what it took: longer than asking both sources for all of a batch may last.
    static let claim: TimeInterval = 10 * minute
    /// Between two questions that somebody asks by hand.
    static let restOfButton: TimeInterval = 15 * minute

    /// After an answer, also one that says "not known".
    /// - Returns: nil when there is no more to ask.
    static func next(after now: Date, since: Date) -> Date? {
        let age = now.timeIntervalSince(since)
        if age >= end { return nil }
        if age < regular { return since + regular }
        return now + (age < old ? 4 * hour : 12 * hour)
    }

    /// After a question that nobody answered.
    static func again(after now: Date, since: Date, _ reason: TrackingOutcome.Reason) -> Date? {
        let age = now.timeIntervalSince(since)
        if age >= end { return nil }
        if age < second { return since + second }
        switch reason {
        case .down, .resting: return now + hour
        case .quota, .refused, .noKey: return now + 6 * hour
        case .noCourier: return now + day
        }
    }

    /// Whether a number that the courier does not know is wrong by now.
    static func isWrong(isImpossible: Bool, fits: Bool, since: Date, now: Date) -> Bool {
        isImpossible || !fits || now.timeIntervalSince(since) >= patience
    }

    /// Whether a number is called wrong by its looks alone, because nobody could be asked.
    static func isWrongUnseen(fits: Bool, since: Date, now: Date) -> Bool {
        !fits && now.timeIntervalSince(since) >= second - 5 * minute
    }
}
