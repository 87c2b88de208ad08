import Payments
import Sandbox
import Testing
import TokoCore
import Vault

@testable import Ordering

/// Callbacks as they come over the wire: bytes, a signature and an event name.
@Suite struct CallbackTests {
    private func body(_ payment: Payment, status: String = "PAID", total: Int64? = nil) -> [UInt8] {
        Array(
            """
            {"reference":"\(payment.reference ?? "")","merchant_ref":"\(payment.merchantRef)",\
            "payment_method":"BNI Virtual Account","payment_method_code":"\(payment.channel)",\
            "total_amount":\(total ?? payment.due.rupiah),"fee_merchant":0,"fee_customer":\(payment.customerFee.rupiah),\
            "total_fee":\(payment.customerFee.rupiah),"amount_received":\(payment.requested.rupiah),\
            "is_closed_payment":1,"status":"\(status)","paid_at":1772341200,"note":null}
            """.utf8)
    }

    private func sign(_ body: [UInt8], as shop: DemoCredentials.Shop) -> String {
        Hex.encode(HMAC.sha256(key: Array(shop.tripayPrivateKey.utf8), message: body))
    }

    @Test func `a signed callback pays, and 99 copies change nothing`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer().buy()
            let body = body(try #require(try await shop.detail(code).payment))
            let signature = sign(body, as: DemoCredentials.batik)
            let callbacks = PaymentCallbacks(gateways: shop.gateways)
            let answers = try await withThrowingTaskGroup(of: PaymentCallbacks.Answer.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        try await callbacks.take(
                            rawBody: body, signature: signature, event: "payment_status", for: shop.shop)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0 == .success })
            #expect(try await shop.detail(code).events.map(\.to) == [.pending, .paid])
            #expect(try await shop.onHand() == 9)
        }
    }

    @Test func `unsigned, wrongly signed, changed and misnamed callbacks are refused and change nothing`() async throws
    {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer().buy()
            let body = body(try #require(try await shop.detail(code).payment))
            let signature = sign(body, as: DemoCredentials.batik)
            let callbacks = PaymentCallbacks(gateways: shop.gateways)
            let kopi = sign(body, as: DemoCredentials.kopi)
            for bad in [nil, "", "00", String(repeating: "0", count: 64), kopi] {
                let answer = try await callbacks.take(
                    rawBody: body, signature: bad, event: "payment_status", for: shop.shop)
                #expect(answer == .badSignature)
            }
            let changed = try await callbacks.take(
                rawBody: body + [0x20], signature: signature, event: "payment_status", for: shop.shop)
            #expect(changed == .badSignature)
            let misnamed = try await callbacks.take(rawBody: body, signature: signature, event: "other", for: shop.shop)
            #expect(misnamed == .unknownEvent)
            #expect(try await shop.detail(code).order.state == .pending)
            #expect(try await shop.onHand() == 10)
        }
    }

    @Test func `shop A's callback is nobody's at shop B, whoever signs it`() async throws {
        try await withOrdering(shops: 2) { shops in
            let code = try await shops[0].buyer().buy()
            let body = body(try #require(try await shops[0].detail(code).payment))
            let callbacks = PaymentCallbacks(gateways: shops[0].gateways)
            let byA = try await callbacks.take(
                rawBody: body, signature: sign(body, as: DemoCredentials.batik), event: "payment_status",
                for: shops[1].shop)
            let byB = try await callbacks.take(
                rawBody: body, signature: sign(body, as: DemoCredentials.kopi), event: "payment_status",
                for: shops[1].shop)
            #expect(byA == .badSignature)
            #expect(byB == .unknownBill)
            #expect(try await shops[0].detail(code).order.state == .pending)
        }
    }

    @Test func `a signed callback of a wrong amount pays nothing`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer().buy()
            let body = body(try #require(try await shop.detail(code).payment), total: 1_000)
            let answer = try await PaymentCallbacks(gateways: shop.gateways).take(
                rawBody: body, signature: sign(body, as: DemoCredentials.batik), event: "payment_status",
                for: shop.shop)
            #expect(answer == .amountDiffers)
            #expect(try await shop.detail(code).order.state == .pending)
        }
    }
}
