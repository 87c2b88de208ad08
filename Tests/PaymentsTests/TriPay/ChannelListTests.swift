import ProviderDouble
import Testing
import TokoCore

@testable import Payments

struct ChannelListTests {
    private static let list = """
        [{"group": "Virtual Account", "code": "BNIVA", "name": "BNI Virtual Account", "type": "direct",
          "fee_merchant": {"flat": 0, "percent": 0}, "fee_customer": {"flat": 4250, "percent": 0},
          "total_fee": {"flat": 4250, "percent": "0.00"}, "minimum_fee": 4250, "maximum_fee": 4250,
          "minimum_amount": 10000, "maximum_amount": 10000000, "icon_url": "https://x.test/i.png", "active": true},
         {"group": "E-Wallet", "code": "QRIS", "name": "QRIS by ShopeePay", "type": "direct",
          "fee_merchant": {"flat": 0, "percent": 0}, "fee_customer": {"flat": "750", "percent": "0.70"},
          "total_fee": {"flat": 750, "percent": "0.70"}, "minimum_fee": 750, "maximum_fee": null,
          "minimum_amount": "1000", "maximum_amount": "5000000", "active": 1},
         {"group": "E-Wallet", "code": "OVO", "name": "OVO", "type": "redirect",
          "fee_merchant": {"flat": 0, "percent": 0}, "fee_customer": {"flat": 0, "percent": 3},
          "minimum_fee": null, "maximum_fee": null, "active": false},
         {"group": "Virtual Account", "code": "MYBVA", "name": "Maybank Virtual Account", "type": "direct",
          "fee_merchant": {"flat": 3000, "percent": 0.7}, "fee_customer": {"flat": 0, "percent": 0}, "active": true},
         {"group": "Kripto", "code": "KOIN", "name": "Koin"},
         {"group": "E-Wallet", "code": "DANA", "name": "DANA", "minimum_amount": "banyak"}]
        """

    @Test func `figures come as numbers or text, unknown codes survive, a broken row takes nothing with it`()
        async throws
    {
        try await ProviderDouble.replying(.json(Samples.success(Self.list))) { tripay in
            let channels = try await Samples.gateway(tripay.baseURL + "/api/").channels()
            #expect(channels.map(\.code) == ["BNIVA", "QRIS", "OVO", "MYBVA", "KOIN"])
            #expect(channels.map(\.group) == [.virtualAccount, .qris, .eWallet, .virtualAccount, .other])
            #expect(channels.map(\.isActive) == [true, true, false, true, true])
            #expect(channels.map(\.kind) == [.direct, .direct, .redirect, .direct, .direct])
            let total = try Money(rupiah: 120_000)
            #expect(try channels.map { try $0.feeCustomer(on: total).rupiah } == [4_250, 1_590, 3_600, 0, 0])
            #expect(channels[0].minimum?.rupiah == 10_000)
            #expect(channels[1].maximum?.rupiah == 5_000_000)
            // Not said, so the published table's.
            #expect(channels[2].minimum?.rupiah == 1_000)
            #expect(channels[2].leastFee?.rupiah == 1_000)
            #expect(channels[3].merchantFee.percent.tenThousandths == 7_000)
            #expect(channels[3].maximum == nil)

            let request = try #require(tripay.requests.first)
            #expect(request.method == "GET")
            #expect(request.path == "/api/merchant/payment-channel")
            #expect(request.headers["authorization"] == "Bearer DEV-key-0001")
            #expect(request.headers["accept"] == "application/json")
        }
    }

    @Test func `no channel at all is an answer, no readable channel is none`() async throws {
        try await ProviderDouble.replying(
            .json(Samples.success("[]")), .json(Samples.success(#"[{"code": 5}]"#)), .json(Samples.success("{}"))
        ) { tripay in
            let gateway = Samples.gateway(tripay.baseURL)
            let none = try await gateway.channels()
            #expect(none.isEmpty)
            await #expect(throws: GatewayError.unavailable("no channel of the list is readable")) {
                try await gateway.channels()
            }
            await #expect(throws: GatewayError.unavailable("merchant/payment-channel: unreadable data")) {
                try await gateway.channels()
            }
        }
    }
}
