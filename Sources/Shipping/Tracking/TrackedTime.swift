import FoundationEssentials

/// A courier's time: local to Jakarta unless it names another of Indonesia's zones.
///
/// Seen: `2026-03-03 14:02:00`, `2020-09-21 22:53`, `2026-03-01`, `03-03-2026 14:02`, `17 Mei 12:20 WIB`, and nothing.
enum TrackedTime {
    private static let zones = ["WIB": 7, "WITA": 8, "WIT": 9]
    private static let months = [
        ["JAN"], ["FEB", "PEB"], ["MAR"], ["APR"], ["MAY", "MEI"], ["JUN"], ["JUL"], ["AUG", "AGU", "AGT"], ["SEP"],
        ["OCT", "OKT"], ["NOV", "NOP"], ["DEC", "DES"],
    ]

    /// Nil for what is no time, or lies where no parcel of ours was.
    /// - Parameter now: a time without a year is the latest one that is not ahead of it.
    static func read(_ text: String, now: Date) -> Date? {
        guard text.utf8.count <= 60 else { return nil }
        let words = text.uppercased().split(whereSeparator: { " ,T/-".contains($0) || $0.isWhitespace }).map(
            String.init)
        // `T` parts ISO dates and letters of names: a name is put together by its first three letters below.
        return read(words, named(text), hours: zone(text), now: now)
    }

    private static func read(_ words: [String], _ month: Int?, hours: Int, now: Date) -> Date? {
        let numbers = words.filter { !$0.contains(":") && !$0.contains(".") }.compactMap { Int($0) }
        let clock = words.first { $0.contains(":") || $0.contains(".") }.flatMap(Self.clock) ?? (0, 0, 0)
        let year: Int?
        let day: (month: Int, day: Int)
        switch (month, numbers.count) {
        case (let month?, 1): (year, day) = (nil, (month, numbers[0]))
        case (let month?, 2...): (year, day) = (numbers[1], (month, numbers[0]))
        case (nil, 3...) where numbers[0] > 31: (year, day) = (numbers[0], (numbers[1], numbers[2]))
        case (nil, 3...): (year, day) = (numbers[2], (numbers[1], numbers[0]))
        default: return nil
        }
        guard let year else {
            let this = Self.civilYear(now, hours: hours)
            guard let date = date(this, day, clock, hours: hours) else {
                return date(this - 1, day, clock, hours: hours)
            }
            return date > now + 86_400 ? Self.date(this - 1, day, clock, hours: hours) : date
        }
        guard let date = date(year, day, clock, hours: hours), date < now + 2 * 86_400 else { return nil }
        return date
    }

    private static func zone(_ text: String) -> Int {
        text.uppercased().split(separator: " ").lazy.compactMap { zones[String($0)] }.first ?? 7
    }

    private static func named(_ text: String) -> Int? {
        let words = text.uppercased().split(whereSeparator: { !$0.isLetter })
        return months.firstIndex { names in words.contains { names.contains(String($0.prefix(3))) } }.map { $0 + 1 }
    }

    private static func clock(_ text: String) -> (Int, Int, Int)? {
        let parts = text.split(whereSeparator: { $0 == ":" || $0 == "." || $0 == "Z" || $0 == "+" }).map { Int($0) }
        guard parts.count >= 2, let hour = parts[0], let minute = parts[1], (0...23).contains(hour),
            (0...59).contains(minute)
        else { return nil }
        let second = parts.count > 2 ? parts[2] ?? 0 : 0
        return (hour, minute, (0...59).contains(second) ? second : 0)
    }

    private static func civilYear(_ date: Date, hours: Int) -> Int {
        let days = Int((date.timeIntervalSince1970 + Double(hours) * 3_600) / 86_400)
        var year = 1970 + days / 366
        while days >= dayNumber(year + 1, 1, 1) { year += 1 }
        return year
    }

    private static func date(
        _ year: Int, _ day: (month: Int, day: Int), _ clock: (Int, Int, Int), hours: Int
    ) -> Date? {
        guard (2000...2200).contains(year), (1...12).contains(day.month), day.day >= 1,
            day.day <= length(of: day.month, year)
        else { return nil }
        let days = dayNumber(year, day.month, day.day)
        return Date(
            timeIntervalSince1970: Double(days * 86_400 + (clock.0 - hours) * 3_600 + clock.1 * 60 + clock.2))
    }

    private static func length(of month: Int, _ year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    /// Days since 1 January 1970, by the Gregorian calendar; years from 1970.
    private static func dayNumber(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let ofYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + ofYear - 719_468
    }
}
