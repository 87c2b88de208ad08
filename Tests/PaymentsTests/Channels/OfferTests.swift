import Testing
import TokoCore

@testable import Payments

struct OfferTests {
    private let channels = [
        channel("ALFAMART", .convenienceStore, 10_000...2_500_000), channel("OVO", .eWallet, 1_000...10_000_000),
        channel("QRIS", .qris, 1_000...5_000_000), channel("BCAVA", .virtualAccount, 10_000...10_000_000),
        channel("BNIVA", .virtualAccount, 10_000...10_000_000),
        channel("BRIVA", .virtualAccount, 10_000...10_000_000, isActive: false),
        channel("MYBVA", .virtualAccount, 10_000...10_000_000),
    ]

    @Test(
        arguments: [
            (999, []), (1_000, ["QRIS", "OVO"]), (9_999, ["QRIS", "OVO"]),
            (10_000, ["BNIVA", "BCAVA", "MYBVA", "QRIS", "OVO", "ALFAMART"]),
            (2_500_000, ["BNIVA", "BCAVA", "MYBVA", "QRIS", "OVO", "ALFAMART"]),
            (2_500_001, ["BNIVA", "BCAVA", "MYBVA", "QRIS", "OVO"]), (5_000_001, ["BNIVA", "BCAVA", "MYBVA", "OVO"]),
            (10_000_001, []),
        ] as [(Int64, [String])])
    func `only active channels that take the total are offered, group by group`(total: Int64, codes: [String]) throws {
        #expect(channels.offered(for: try Money(rupiah: total), allowed: []).map(\.code) == codes)
    }

    @Test func `a shop offers the channels it chose, in its order inside a group`() throws {
        let offered = channels.offered(
            for: try Money(rupiah: 50_000), allowed: ["OVO", "BCAVA", "BRIVA", "BNIVA", "NEVER-HEARD-OF"])
        #expect(offered.map(\.code) == ["BCAVA", "BNIVA", "OVO"])
    }

    private static func channel(
        _ code: String, _ group: ChannelGroup, _ amounts: ClosedRange<Int64>, isActive: Bool = true
    ) -> PaymentChannel {
        PaymentChannel(
            code: code, name: code, group: group, kind: .direct, customerFee: .none,
            minimum: try? Money(rupiah: amounts.lowerBound), maximum: try? Money(rupiah: amounts.upperBound),
            isActive: isActive)
    }
}
