public import FoundationEssentials

/// One of Indonesia's three time zones. None has daylight saving, so an offset is all there is to it.
public enum ShopZone: String, CaseIterable, Sendable {
    case wib, wita, wit

    public var offsetSeconds: Int64 {
        switch self {
        case .wib: 7 * 3_600
        case .wita: 8 * 3_600
        case .wit: 9 * 3_600
        }
    }

    /// `24 November 2026, 14.05 WIB`
    public func dateTime(_ date: Date) -> String {
        let civil = CivilTime(date, offsetSeconds: offsetSeconds)
        return "\(civil.day) \(civil.monthName) \(civil.year), \(civil.clock) \(rawValue.uppercased())"
    }

    /// `24 Nov 2026`
    public func shortDate(_ date: Date) -> String {
        let civil = CivilTime(date, offsetSeconds: offsetSeconds)
        return "\(civil.day) \(civil.monthName.prefix(3)) \(civil.year)"
    }
}

/// A moment as a wall clock shows it, by the proleptic Gregorian calendar.
struct CivilTime {
    static let months = [
        "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober",
        "November", "Desember",
    ]

    let year: Int64
    let month: Int
    let day: Int64
    let hour: Int64
    let minute: Int64

    init(_ date: Date, offsetSeconds: Int64) {
        let seconds = Int64(date.timeIntervalSince1970.rounded(.down)) + offsetSeconds
        let days = (seconds >= 0 ? seconds : seconds - 86_399) / 86_400
        let ofDay = seconds - days * 86_400
        // Days are counted from 1 March of year 0, so that the leap day ends a year.
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = Int(shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9)
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        hour = ofDay / 3_600
        minute = ofDay % 3_600 / 60
    }

    var monthName: String { Self.months[month - 1] }

    /// `08.05`: Indonesians write the time with a dot.
    var clock: String { "\(hour < 10 ? "0" : "")\(hour).\(minute < 10 ? "0" : "")\(minute)" }
}
