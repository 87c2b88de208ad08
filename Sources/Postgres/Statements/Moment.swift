import FoundationEssentials

/// A time as PostgreSQL reads it from text: `2026-11-24 07:05:02.123456+00`.
enum Moment {
    /// Swift counts seconds from 2001, PostgreSQL from 2000.
    static let from2000to2001: Int64 = 366 * 86_400

    /// Nil outside the years 4001 BC to AD 9999. `Date.distantPast` lies in 1 BC.
    static func text(_ date: Date) -> String? {
        let exact = (date.timeIntervalSinceReferenceDate * 1_000_000).rounded()
        guard exact.magnitude < 4e17 else { return nil }
        let micros = Int64(exact)
        let second = floorDivide(micros, 1_000_000)
        let day = floorDivide(second, 86_400)
        let (year, month, dayOfMonth) = civil(daysSince1970: day + 11_323)
        guard (-4_000...9_999).contains(year) else { return nil }
        let ofDay = second - day * 86_400
        return "\(padded(year > 0 ? year : 1 - year, 4))-\(padded(month, 2))-\(padded(dayOfMonth, 2)) "
            + "\(padded(ofDay / 3_600, 2)):\(padded(ofDay % 3_600 / 60, 2)):\(padded(ofDay % 60, 2))"
            + ".\(padded(micros - second * 1_000_000, 6))+00\(year > 0 ? "" : " BC")"
    }

    /// Howard Hinnant's `civil_from_days`: years start on 1 March, so that the leap day ends one.
    private static func civil(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
    }

    private static func floorDivide(_ value: Int64, _ by: Int64) -> Int64 {
        value >= 0 ? value / by : -((-value + by - 1) / by)
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
