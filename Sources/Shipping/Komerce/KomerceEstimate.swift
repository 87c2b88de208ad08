/// `etd` is free text: `1 day`, `2-3 day`, `0-0 day`, `11 hari`, `1-2 hours`, `-`, nothing.
enum KomerceEstimate {
    /// `1 hari`, `2-3 hari`, `1-2 jam`; empty for whatever is not a number of days or hours, and for none at all.
    static func text(_ etd: String) -> String {
        var words = etd.lowercased().split(whereSeparator: \.isWhitespace)
        let isHours = words.count == 2 && ["hour", "hours", "jam"].contains(words[1])
        if words.count == 2, isHours || ["day", "days", "hari"].contains(words[1]) { words.removeLast() }
        guard words.count == 1, let word = words.first else { return "" }
        var numbers = word[...]
        for unit in ["days", "day", "hari"] where numbers.hasSuffix(unit) {
            numbers = numbers.dropLast(unit.count)
            break
        }
        let parts = numbers.split(separator: "-", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let first = days(parts[0]), let last = days(parts[parts.count - 1]),
            first <= last, last > 0
        else { return "" }
        let unit = isHours ? "jam" : "hari"
        return first == last || first == 0 ? "\(last) \(unit)" : "\(first)-\(last) \(unit)"
    }

    private static func days(_ text: Substring) -> Int? {
        guard (1...2).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return Int(text)
    }
}
