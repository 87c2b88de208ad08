import Accounts
import Catalog
import FoundationEssentials
import Postgres
import Testing
import TokoCore

@testable import Ordering

@Suite struct PlacingTests {
    @Test func `an order holds its goods, has its bill and leaves the cart empty`() async throws {
        try await withOrdering { shops in
            let buyer = try await shops[0].buyer(pieces: 2)
            let code = try await buyer.buy()
            let detail = try await shops[0].detail(code)
            #expect(detail.order.state == .pending)
            #expect(detail.order.total == rupiah(220_000))
            #expect(detail.order.weight.grams == 600)
            #expect(detail.payment?.state == .open)
            #expect(detail.payment?.requested == rupiah(220_000))
            #expect(detail.payment?.due == rupiah(224_250))
            #expect(detail.payment?.payCode?.isEmpty == false)
            #expect(try await shops[0].held() == 2)
            #expect(try await shops[0].onHand() == 10)
            #expect(try await buyer.cartPieces() == 0)
        }
    }

    @Test func `500 customers order the last 10 at once, and 10 get one`() async throws {
        try await withOrdering(stock: 10) { shops in
            let shop = shops[0]
            let writer = OrderWriter(database: shop.database)
            var buyers: [(Buyer, OrderDraft)] = []
            for number in 1...500 {
                let buyer = try await shop.buyer("Pembeli \(number)")
                let cart = try await CartService(shop.database).cart(of: buyer.customer.id)
                let draft = try OrderDraft(
                    try buyer.request(), cart: cart, customer: buyer.customer, address: buyer.address,
                    rates: [OrderingShop.rate])
                buyers.append((buyer, draft))
            }
            let outcomes = await withTaskGroup(of: String.self) { group in
                for (_, draft) in buyers {
                    group.addTask {
                        do {
                            _ = try await writer.write(
                                draft, merchantRef: draft.code.text, channelName: "BNI", ends: Date() + 3_600)
                            return "placed"
                        } catch CheckoutError.notEnough(let shortages) {
                            return shortages.map(\.left) == [0] ? "sold out" : "wrong number"
                        } catch DatabaseError.poolTimeout {
                            return "busy"
                        } catch {
                            return "\(error)"
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == ["placed": 10, "sold out": 490])
            #expect(try await shop.orderCount() == 10)
            #expect(try await shop.held() == 10)
            #expect(try await shop.onHand() == 10)
            #expect(try await shop.ledger() == 10)
            #expect(try await shop.database.query(OrderingSQL.strays).one().int("strays") == 0)
        }
    }

    @Test func `one key pressed 20 times at once makes one order and one bill`() async throws {
        try await withOrdering { shops in
            let buyer = try await shops[0].buyer()
            _ = try await buyer.open()
            let request = try buyer.request()
            let codes = try await withThrowingTaskGroup(of: OrderCode.self) { group in
                for _ in 0..<20 { group.addTask { try await buyer.place(request).code } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(codes.count == 1)
            #expect(try await shops[0].orderCount() == 1)
            #expect(try await shops[0].bank?.bills() == 1)
        }
    }

    @Test func `two tabs with keys of their own make one order`() async throws {
        try await withOrdering { shops in
            let buyer = try await shops[0].buyer()
            _ = try await buyer.open()
            let first = try await buyer.place(try buyer.request())
            await #expect(throws: CheckoutError.alreadyPlaced(first.code)) {
                try await buyer.place(try buyer.request())
            }
            #expect(try await shops[0].orderCount() == 1)
        }
    }

    @Test func `another total than the one shown is not charged`() async throws {
        try await withOrdering { shops in
            let buyer = try await shops[0].buyer()
            _ = try await buyer.open()
            await #expect(throws: CheckoutError.totalChanged(rupiah(120_000))) {
                try await buyer.place(try buyer.request(total: 1_000))
            }
            #expect(try await shops[0].orderCount() == 0)
            #expect(try await buyer.cartPieces() == 1)
        }
    }

    @Test func `a quote for a lighter cart does not pay for a heavier one`() async throws {
        try await withOrdering { shops in
            let buyer = try await shops[0].buyer()
            _ = try await buyer.open()
            try await CartService(shops[0].database).change(
                shops[0].variant, to: try Quantity(pieces: 5), for: buyer.customer.id)
            await #expect(throws: CheckoutError.quoteGone) {
                try await buyer.place(try buyer.request(total: 520_000))
            }
            #expect(try await shops[0].orderCount() == 0)
        }
    }

    @Test func `another customer's address is no address`() async throws {
        try await withOrdering { shops in
            let other = try await shops[0].buyer("Budi")
            let buyer = try await shops[0].buyer()
            _ = try await buyer.open()
            let mine = try buyer.request()
            let request = PlaceOrder(
                key: mine.key, address: other.address.id, courier: mine.courier, service: mine.service,
                channel: mine.channel, note: "", totalShown: mine.totalShown)
            await #expect(throws: CheckoutError.noAddress) { try await buyer.place(request) }
        }
    }

    @Test func `a channel that the total is too small for is not offered`() async throws {
        try await withOrdering { shops in
            let buyer = try await shops[0].buyer()
            _ = try await buyer.open()
            await #expect(throws: CheckoutError.channelNotOffered) {
                try await buyer.place(try buyer.request(channel: "TIDAKADA"))
            }
            #expect(try await shops[0].held() == 0)
        }
    }

    @Test func `an order code of one shop opens nothing at another, nor for another customer`() async throws {
        try await withOrdering(shops: 2) { shops in
            let code = try await shops[0].buyer().buy()
            let stranger = try await shops[0].buyer("Budi")
            #expect(try await shops[0].orders.detail(code, of: stranger.customer.id)?.order.code == nil)
            #expect(try await shops[1].orders.detail(code, of: nil)?.order.code == nil)
        }
    }

    @Test func `one key of two customers makes two orders, each their own`() async throws {
        try await withOrdering { shops in
            let (siti, budi) = (try await shops[0].buyer(), try await shops[0].buyer("Budi"))
            let key = "key-of-two-customers"
            var codes: Set<OrderCode> = []
            for buyer in [siti, budi] {
                _ = try await buyer.open()
                let code = try await buyer.place(try buyer.request(key: key)).code
                #expect(try await shops[0].orders.detail(code, of: buyer.customer.id)?.order.code == code)
                codes.insert(code)
            }
            #expect(codes.count == 2)
        }
    }

    @Test func `an old page sent again is the order it made, and leaves the new cart alone`() async throws {
        try await withOrdering { shops in
            let buyer = try await shops[0].buyer()
            _ = try await buyer.open()
            let request = try buyer.request()
            let first = try await buyer.place(request)
            try await CartService(shops[0].database).add(
                shops[0].variant, try Quantity(pieces: 3), for: buyer.customer.id)
            #expect(try await buyer.place(request).code == first.code)
            #expect(try await shops[0].orderCount() == 1)
            #expect(try await buyer.cartPieces() == 3)
            #expect(try await shops[0].held() == 1)
        }
    }
}
