import Catalog
import Ordering
import TestSupport
import Testing
import TokoCore

@Suite struct CartTests {
    @Test func `twenty presses at once make one line of twenty pieces`() async throws {
        try await withShop { shop in
            try await shop.sell(Goods.catalog(1, stock: 25))
            let buyer = try await Buyer(in: shop)
            let variant = try #require(try await buyer.variants().first)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { try await buyer.cart.add(variant, .one, for: buyer.id) } }
                try await group.waitForAll()
            }
            #expect(try await buyer.inCart() == [variant: 20])
            #expect(try await buyer.cart.pieces(of: buyer.id) == 20)
        }
    }

    @Test func `more than there is is refused with what is left, and the cart stays as it was`() async throws {
        try await withShop { shop in
            try await shop.sell(Goods.catalog(1, stock: 3))
            let buyer = try await Buyer(in: shop)
            let variant = try #require(try await buyer.variants().first)
            try await buyer.cart.add(variant, try Quantity(pieces: 2), for: buyer.id)
            await #expect(throws: CartError.onlyLeft(3, inCart: 2)) {
                try await buyer.cart.add(variant, try Quantity(pieces: 2), for: buyer.id)
            }
            await #expect(throws: CartError.onlyLeft(3, inCart: 2)) {
                try await buyer.cart.change(variant, to: try Quantity(pieces: 4), for: buyer.id)
            }
            #expect(try await buyer.inCart() == [variant: 2])
        }
    }

    @Test func `what is not on sale here cannot be put into a cart, whoever sells it elsewhere`() async throws {
        try await withShops(2) { shops in
            try await shops[0].sell(Goods.catalog(1, state: .draft))
            try await shops[1].sell(Goods.catalog(2))
            let (here, there) = (try await Buyer(in: shops[0]), try await Buyer(in: shops[1]))
            let drafts = try await here.variants()
            let foreign = Set(try await there.variants()).subtracting(drafts)
            #expect(drafts.count == 2 && foreign.count == 2)
            for variant in drafts + foreign + [VariantID(999_999)] {
                await #expect(throws: CartError.notSold) { try await here.cart.add(variant, .one, for: here.id) }
            }
            #expect(try await here.inCart() == [:])
        }
    }

    @Test func `a line whose product left the shop says so and is not paid for`() async throws {
        try await withShop { shop in
            try await shop.sell(Goods.catalog(1))
            let buyer = try await Buyer(in: shop)
            let variant = try #require(try await buyer.variants().first)
            try await buyer.cart.add(variant, .one, for: buyer.id)
            try await shop.sell(Goods.catalog(1, state: .archived))
            let cart = try await buyer.cart.cart(of: buyer.id)
            #expect(cart.lines.map(\.problem) == [.notSold])
            #expect(cart.subtotal == .zero)
            #expect(!cart.isReady)
        }
    }
}
