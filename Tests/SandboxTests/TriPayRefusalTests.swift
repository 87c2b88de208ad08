import FoundationEssentials
import Testing
import WebClient

@testable import Sandbox

@Suite struct `What TriPay refuses` {
    static var now: Int64 { Int64(Date().timeIntervalSince1970) }

    @Test func `a wrong signature makes no bill`() async throws {
        try await withSandbox { sandbox in
            var order = TriPayOrder()
            order.signature = String(repeating: "0", count: 64)
            let answer = try await sandbox.create(order)
            #expect(answer == ["success": false, "message": "Invalid signature"])
            #expect(try await sandbox.get("/_sandbox/transactions").json["transactions"] == [])
        }
    }

    @Test func `another shop's private key does not sign for this one`() async throws {
        try await withSandbox { sandbox in
            var order = TriPayOrder()
            order.signature = TriPaySignature.ofRequest(
                DemoCredentials.merchants[1], merchantRef: order.merchantRef, amount: order.amount)
            let answer = try await sandbox.create(order)
            #expect(answer["message"] == "Invalid signature")
        }
    }

    @Test(arguments: [
        ("DEV-nobody", 401, "Invalid API Key"),
        ("production-key", 400, "API Key Production tidak dapat digunakan di mode Sandbox"),
        ("", 401, "Invalid API Key"),
    ])
    func `a key nobody has`(key: String, status: Int, message: String) async throws {
        try await withSandbox { sandbox in
            let answer = try await sandbox.get(
                "/tripay/merchant/payment-channel", [], [("Authorization", "Bearer \(key)")])
            #expect(answer.status == status)
            #expect(try answer.json == ["success": false, "message": .text(message)])
        }
    }

    @Test func `items that do not add up`() async throws {
        try await withSandbox { sandbox in
            var order = TriPayOrder()
            order.items = [["name": "Kemeja", "price": 264_499, "quantity": 1]]
            let answer = try await sandbox.create(order)
            #expect(answer["success"] == false)
            #expect(answer["data"] == nil)
            #expect(answer["message"] == "Total order_items (264499) tidak sama dengan amount (264500)")
        }
    }

    @Test(arguments: [
        ("BNIVA", 9_999 as Int64), ("BNIVA", 10_000_001), ("ALFAMART", 2_500_001), ("QRIS", 999), ("QRIS", 5_000_001),
    ])
    func `an amount outside the channel's limits`(code: String, amount: Int64) async throws {
        try await withSandbox { sandbox in
            let answer = try await sandbox.create(.of(amount, code))
            #expect(answer["success"] == false)
            #expect(answer["message"]?.text?.hasPrefix("Nominal untuk") == true)
        }
    }

    @Test(arguments: [
        ("QRIS", 10 as Int64, true), ("QRIS", 60, true), ("QRIS", 62, false), ("QRIS", 5, false),
        ("BNIVA", 1_440, true),
        ("BNIVA", 1_442, false), ("BRIVA", 30, false),
    ])
    func `an expiry outside the channel's limits`(code: String, minutes: Int64, isAllowed: Bool) async throws {
        try await withSandbox { sandbox in
            var order = TriPayOrder.of(50_000, code)
            let time = Self.now + minutes * 60
            order.extra = ["expired_time": .integer(time)]
            let answer = try await sandbox.create(order)
            #expect(answer["success"] == .bool(isAllowed))
            #expect(answer["data"]?["expired_time"] == (isAllowed ? .integer(time) : nil))
        }
    }

    @Test func `a channel that is not switched on`() async throws {
        var merchant = DemoCredentials.merchants[0]
        merchant.disabledChannels = ["BCAVA"]
        try await withSandbox(SandboxConfiguration(port: 0, merchants: [merchant])) { sandbox in
            #expect(try await sandbox.create(.of(50_000, "BCAVA"))["success"] == false)
            #expect(try await sandbox.create(.of(50_000, "NOVA"))["success"] == false)
            let channels = try await sandbox.tripay("/merchant/payment-channel")["data"]?.elements ?? []
            #expect(channels.first { $0["code"] == "BCAVA" }?["active"] == false)
        }
    }

    @Test func `a shop cannot see another shop's bill`() async throws {
        try await withSandbox { sandbox in
            let reference = try #require(try await sandbox.bill(.of(50_000, "BNIVA"))["reference"]?.text)
            let other = DemoCredentials.merchants[1]
            let detail = try await sandbox.tripay("/transaction/detail", [("reference", reference)], as: other)
            #expect(detail == ["success": false, "message": "Transaction not found"])
            #expect(try await sandbox.tripay("/merchant/transactions", as: other)["data"] == [])
        }
    }
}
