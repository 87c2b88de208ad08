import Testing
import TokoCore

@testable import Payments

struct FeeTests {
    @Test(
        arguments: [
            ("0", 0), ("0.00", 0), ("0.7", 7_000), ("0.70", 7_000), ("3", 30_000), ("12.3456", 123_456),
            ("0.70000", 7_000), ("100", 1_000_000), ("100.0", 1_000_000),
        ] as [(String, Int64)])
    func `a percentage is read without losing a digit`(text: String, tenThousandths: Int64) throws {
        #expect(try #require(Percentage(text)).tenThousandths == tenThousandths)
    }

    @Test(arguments: ["", ".", "0.", ".7", "-1", "1e1", "0,7", "0.12345", "100.0001", "101", "1000", " 1", "٣"])
    func `what is no percentage from 0 to 100 is refused`(text: String) {
        #expect(Percentage(text) == nil)
    }

    @Test(
        arguments: [
            (100_000, 1_450), (120_000, 1_590), (101, 751), (1_000, 757), (999_999, 7_750), (5_000_000, 35_750),
        ] as [(Int64, Int64)])
    func `a fee with a fraction of a rupiah is rounded up`(amount: Int64, fee: Int64) throws {
        let qris = try channel(flat: 750, percent: "0.70")
        #expect(try qris.feeCustomer(on: Money(rupiah: amount)).rupiah == fee)
    }

    @Test(arguments: [(20_000, 1_000), (33_334, 1_001), (100_000, 3_000), (1_000_000, 9_000)] as [(Int64, Int64)])
    func `a fee below the least becomes the least and one above the most the most`(amount: Int64, fee: Int64) throws {
        let ovo = try channel(percent: "3", least: 1_000, most: 9_000)
        #expect(try ovo.feeCustomer(on: Money(rupiah: amount)).rupiah == fee)
    }

    @Test func `the customer pays nothing when the merchant bears the fee`() throws {
        let channel = PaymentChannel(
            code: "QRIS", name: "QRIS", group: .qris, kind: .direct, customerFee: .none,
            merchantFee: ChannelFee(flat: try Money(rupiah: 750), percent: .zero),
            leastFee: try Money(rupiah: 750))
        #expect(try channel.feeCustomer(on: Money(rupiah: 100_000)) == .zero)
    }

    @Test func `the greatest order has a fee that does not overflow`() throws {
        #expect(
            try channel(percent: "99.9999").feeCustomer(on: Money(rupiah: Money.upperBound)).rupiah == 999_999_000_000)
    }

    private func channel(
        flat: Int64 = 0, percent: String, least: Int64? = nil, most: Int64? = nil
    ) throws -> PaymentChannel {
        PaymentChannel(
            code: "X", name: "X", group: .other, kind: .direct,
            customerFee: ChannelFee(flat: try Money(rupiah: flat), percent: try #require(Percentage(percent))),
            leastFee: try least.map { try Money(rupiah: $0) }, mostFee: try most.map { try Money(rupiah: $0) })
    }
}
