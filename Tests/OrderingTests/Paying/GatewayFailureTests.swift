import Postgres
import Tenancy
import Testing
import TokoCore

@testable import Ordering

/// What TriPay may do instead of answering well, and where each of it ends.
@Suite struct GatewayFailureTests {
    @Test func `a refusal ends the order, frees the goods and gives the cart back`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let buyer = try await shop.buyer(pieces: 2)
            _ = try await buyer.open()
            try await #require(shop.bank).misbehave("create", "success_false")
            let request = try buyer.request()
            await #expect(throws: CheckoutError.paymentRefused) { try await buyer.place(request) }
            #expect(try await shop.held() == 0)
            #expect(try await buyer.cartPieces() == 2)
            // The same press again tells the same; a new one may go well.
            await #expect(throws: CheckoutError.paymentRefused) { try await buyer.place(request) }
            #expect(try await shop.detail(try await buyer.buy()).payment?.state == .open)
        }
    }

    /// The bill may have been made: the order waits, nothing is charged twice, and it ends one way or the other.
    @Test(arguments: ["500", "html", "empty"])
    func `an answer that says nothing leaves the order waiting, and looking again opens or ends it`(
        mode: String
    ) async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let buyer = try await shop.buyer(pieces: 2)
            _ = try await buyer.open()
            try await #require(shop.bank).misbehave("create", mode)
            let placed = try await buyer.place(try buyer.request())
            let state = try await shop.detail(placed.code).payment?.state
            #expect(state == .opening || state == .open)
            #expect(try await shop.held() == 2)
            let reconciliation = Reconciliation(shops: shop.shops, gateways: shop.gateways)
            for _ in 0..<CheckSchedule.looksForUnseen {
                try await shop.database.query(OrderingSQL.due)
                try await reconciliation.settleDue(of: shop.shop.tenant.id)
            }
            let detail = try await shop.detail(placed.code)
            switch detail.payment?.state {
            case .open:
                #expect(detail.order.state == .pending)
                #expect(try await shop.held() == 2)
            case .refused:
                #expect(detail.order.state == .cancelled)
                #expect(try await shop.held() == 0)
                #expect(try await buyer.cartPieces() == 2)
            default:
                Issue.record("payment is \(String(describing: detail.payment?.state))")
            }
        }
    }

    @Test(arguments: ["lost_answer", "cut"])
    func `a bill whose answer was lost is found again and not made twice`(mode: String) async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let buyer = try await shop.buyer()
            _ = try await buyer.open()
            try await #require(shop.bank).misbehave("create", mode)
            let placed = try await buyer.place(try buyer.request())
            let detail = try await shop.detail(placed.code)
            #expect(detail.payment?.state == .open)
            #expect(detail.payment?.payCode?.isEmpty == false)
            #expect(try await shop.bank?.bills() == 1)
        }
    }

    @Test func `a gateway that nobody can reach ends the order at once and keeps the cart`() async throws {
        // Port 1 of this machine: nobody listens there.
        try await withOrdering(gateway: "http://127.0.0.1:1") { shops in
            let shop = shops[0]
            let buyer = try await shop.buyer(pieces: 2)
            let overview = try await buyer.open()
            guard case .unavailable = overview.payment else {
                Issue.record("channels were offered")
                return
            }
            await #expect(throws: CheckoutError.paymentUnavailable) { try await buyer.place(try buyer.request()) }
            #expect(try await shop.orderCount() == 0)
            #expect(try await shop.held() == 0)
            #expect(try await buyer.cartPieces() == 2)
        }
    }

    @Test func `others buy the same thing while the gateway does not answer`() async throws {
        try await withOrdering(stock: 2) { shops in
            let shop = shops[0]
            let slow = try await shop.buyer()
            let quick = try await shop.buyer("Budi")
            _ = try await slow.open()
            _ = try await quick.open()
            let bank = try #require(shop.bank)
            try await bank.misbehave("create", "slow", times: 1, milliseconds: 1_500)
            async let waiting = slow.place(try slow.request())
            // Its order is written before the gateway is asked, so this one is behind it for certain.
            while try await shop.orderCount() == 0 { await Task.yield() }
            let second = try await quick.place(try quick.request())
            #expect(try await shop.detail(second.code).payment?.state == .open)
            #expect(try await shop.detail(try await waiting.code).payment?.state == .open)
            #expect(try await shop.held() == 2)
        }
    }
}
