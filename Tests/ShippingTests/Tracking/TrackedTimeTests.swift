import FoundationEssentials
import Testing

@testable import Shipping

struct TrackedTimeTests {
    /// 10 March 2026, 12:00 in Jakarta.
    private let now = Date(timeIntervalSince1970: 1_773_118_800)

    @Test(arguments: [
        ("2026-03-03 14:02:00", 1_772_521_320), ("2026-03-03 14:02", 1_772_521_320),
        ("2026-03-03T14:02:00", 1_772_521_320), ("03-03-2026 14:02", 1_772_521_320),
        ("03/03/2026 14.02", 1_772_521_320), ("2026-03-03", 1_772_470_800), ("2020-09-21 22:53", 1_600_703_580),
        ("3 Mar 2026 14:02", 1_772_521_320), ("3 Maret 14:02 WIB", 1_772_521_320),
        ("3 Maret 14:02 WITA", 1_772_517_720), ("3 Maret 14:02 WIT", 1_772_514_120),
        ("17 Mei 12:20 WIB", 1_747_459_200), ("29-02-2024 00:00", 1_709_139_600),
    ])
    func `a courier's time is Jakarta's, and without a year the latest one that has been`(text: String, seconds: Int) {
        #expect(TrackedTime.read(text, now: now) == Date(timeIntervalSince1970: TimeInterval(seconds)))
    }

    @Test(arguments: [
        "", " ", "-", "0000-00-00 00:00:00", "2026-13-01 10:00", "2026-02-30 10:00", "2026-03-20 10:00", "kemarin",
        "14:02", "2026", "99999999999999999999-01-01", String(repeating: "1", count: 500), "1970-01-01 00:00:00",
    ])
    func `what is no time, or cannot be one of ours, is none`(text: String) {
        #expect(TrackedTime.read(text, now: now) == nil)
    }
}
