import Accounts
import Postgres
import Testing
import TokoCore

@testable import Ordering

/// The largest numbers a shop may enter: nothing traps, and no customer is locked out of the cart.
@Suite struct CartBoundsTests {
    @Test func `more pieces than a bill can say are not put into the cart`() async throws {
        try await withOrdering(stock: 9_999, gateway: "http://127.0.0.1:1") { shops in
            let shop = shops[0]
            let buyer = try await shop.buyer()
            let carts = CartService(shop.database)
            try await shop.database.query(WrittenSQL.price, .id(shop.variant), .int(Money.upperBound / 2))
            await #expect(throws: CartError.onlyLeft(2, inCart: 1)) {
                try await carts.add(shop.variant, try Quantity(pieces: 9_998), for: buyer.customer.id)
            }
            try await carts.change(shop.variant, to: try Quantity(pieces: 2), for: buyer.customer.id)
            #expect(try await carts.cart(of: buyer.customer.id).subtotal.rupiah == Money.upperBound)
        }
    }

    @Test func `more grams than a parcel can be are not put into the cart`() async throws {
        try await withOrdering(stock: 9_999, gateway: "http://127.0.0.1:1") { shops in
            let shop = shops[0]
            let buyer = try await shop.buyer()
            try await shop.database.query(WrittenSQL.weight, .id(shop.variant), .int(1_000_000))
            await #expect(throws: CartError.onlyLeft(1_000, inCart: 1)) {
                try await CartService(shop.database)
                    .change(shop.variant, to: try Quantity(pieces: 9_999), for: buyer.customer.id)
            }
        }
    }

    @Test func `a price that rose beyond all bounds leaves a cart that can be read and emptied`() async throws {
        try await withOrdering(stock: 9_999, gateway: "http://127.0.0.1:1") { shops in
            let shop = shops[0]
            let buyer = try await shop.buyer(pieces: 9_999)
            let carts = CartService(shop.database)
            try await shop.database.query(WrittenSQL.price, .id(shop.variant), .int(Money.upperBound))
            let cart = try await carts.cartSeeingPrices(of: buyer.customer.id)
            #expect(cart.lines.map(\.problem) == [.onlyLeft(1)])
            #expect(!cart.isReady)
            #expect(cart.subtotal == .zero)
            try await carts.remove(shop.variant, for: buyer.customer.id)
            #expect(try await carts.cart(of: buyer.customer.id).isEmpty)
        }
    }

    @Test func `a total beyond all bounds is no channel's, and nothing is placed`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let buyer = try await shop.buyer()
            try await shop.database.query(WrittenSQL.price, .id(shop.variant), .int(Money.upperBound))
            _ = try await buyer.open()
            await #expect(throws: CheckoutError.channelNotOffered) {
                try await buyer.place(try buyer.request(total: Money.upperBound))
            }
            #expect(try await shop.orderCount() == 0)
        }
    }

    @Test func `one thing added 20 times at once is one line, and not more than there is`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:1") { shops in
            let shop = shops[0]
            let buyer = try await shop.buyer()
            let refused = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        do {
                            try await CartService(shop.database).add(shop.variant, .one, for: buyer.customer.id)
                            return false
                        } catch CartError.onlyLeft(10, inCart: 10) {
                            return true
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(refused == 11)
            let cart = try await CartService(shop.database).cart(of: buyer.customer.id)
            #expect(cart.lines.map(\.quantity.pieces) == [10])
        }
    }
}
