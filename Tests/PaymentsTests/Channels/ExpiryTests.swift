import FoundationEssentials
import Testing

@testable import Payments

struct ExpiryTests {
    /// Code, then minutes for a window of one minute, of a day, and of thirty days.
    static let clamped: [(String, Int64, Int64, Int64)] = [
        ("PERMATAVA", 60, 1_440, 43_199), ("BNIVA", 15, 1_439, 1_439), ("BRIVA", 60, 1_440, 43_199),
        ("MANDIRIVA", 60, 1_440, 43_199), ("BCAVA", 15, 1_440, 43_199), ("MUAMALATVA", 60, 179, 179),
        ("CIMBVA", 15, 1_440, 43_199), ("BSIVA", 60, 179, 179), ("OCBCVA", 15, 1_440, 43_199),
        ("DANAMONVA", 15, 1_440, 43_199), ("OTHERBANKVA", 15, 1_439, 1_439), ("ALFAMART", 60, 1_439, 1_439),
        ("INDOMARET", 15, 1_440, 43_199), ("ALFAMIDI", 60, 1_439, 1_439), ("OVO", 15, 1_440, 43_199),
        ("QRIS", 10, 59, 59), ("QRISC", 10, 1_439, 1_439), ("QRIS2", 10, 1_439, 1_439), ("DANA", 15, 59, 59),
        ("SHOPEEPAY", 15, 59, 59), ("MYBVA", 60, 60, 60), ("", 60, 60, 60),
    ]

    @Test(arguments: clamped)
    func `a bill stays open as long as the shop wants and the channel allows`(
        code: String, minute: Int64, day: Int64, month: Int64
    ) {
        #expect(ChannelExpiry.minutes(for: code, window: 1) == minute)
        #expect(ChannelExpiry.minutes(for: code, window: 1_440) == day)
        #expect(ChannelExpiry.minutes(for: code, window: 43_200) == month)
    }

    @Test func `every channel of the table is among these`() {
        #expect(Set(ChannelRule.all.map(\.code)).isSubset(of: Set(Self.clamped.map(\.0))))
        #expect(ChannelRule.all.count == 20)
    }

    @Test func `the deadline is in whole seconds`() {
        let now = Date(timeIntervalSince1970: 1_772_323_200.75)
        let deadline = ChannelExpiry.deadline(for: "QRIS", window: 1_440, from: now)
        #expect(deadline == Date(timeIntervalSince1970: 1_772_323_200 + 59 * 60))
    }
}
