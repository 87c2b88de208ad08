import Catalog
import FoundationEssentials
import Postgres
import TestSupport
import Testing
import TokoCore

struct HoldTests {
    @Test func `500 customers hold the last 10 pieces and exactly 10 get one`() async throws {
        try await withStock(10) { shop, variants in
            let orders = try await shop.orders(500)
            let outcomes = try await withThrowingTaskGroup(of: StockOutcome.self) { group in
                for order in orders { group.addTask { try await shop.hold([(variants[0], 1)], for: order) } }
                return try await group.reduce(into: [StockOutcome]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0.isHeld } == 10)
            #expect(outcomes.count { $0.shortages.map(\.left) == [0] } == 490)
            #expect(try await shop.available(variants[0]) == 0)
            #expect(try await shop.onHand(variants[0]) == 10)
            // And all ten can be sold.
            for order in orders { try await shop.sell(order) }
            #expect(try await shop.onHand(variants[0]) == 0)
            #expect(try await shop.unbalanced() == 0)
        }
    }

    @Test func `two lines of one variant count together`() async throws {
        try await withStock(10) { shop, variants in
            let (first, second) = (try await shop.order(), try await shop.order())
            let refused = try await shop.hold([(variants[0], 6), (variants[0], 5)], for: first)
            #expect(refused.shortages.map(\.pieces) == [11])
            #expect(refused.shortages.map(\.left) == [10])
            #expect(!refused.isHeld && !refused.moved)
            let held = try await shop.hold([(variants[0], 6), (variants[0], 4)], for: second)
            #expect(held.isHeld)
            #expect(held.lines.map(\.pieces) == [10])
            #expect(try await shop.available(variants[0]) == 0)
        }
    }

    @Test func `an order holds all of its lines or none`() async throws {
        try await withStock(5, 2, 5) { shop, variants in
            let outcome = try await shop.hold(
                [(variants[0], 1), (variants[1], 3), (variants[2], 5)], for: shop.order())
            #expect(outcome.shortages.map(\.variant) == [variants[1]])
            #expect(outcome.shortages.map(\.left) == [2])
            #expect(outcome.lines.map(\.state) == [.none, .none, .none])
            for (variant, pieces) in zip(variants, [5, 2, 5] as [Int64]) {
                #expect(try await shop.available(variant) == pieces)
            }
        }
    }

    @Test func `holding again for the same order holds nothing more`() async throws {
        try await withStock(10) { shop, variants in
            let order = try await shop.order()
            #expect(try await shop.hold([(variants[0], 4)], for: order).moved)
            let again = try await shop.hold([(variants[0], 4)], for: order)
            #expect(again.isHeld && !again.moved)
            #expect(try await shop.available(variants[0]) == 6)
        }
    }

    @Test func `a hold whose time is over is free again though nobody released it`() async throws {
        try await withStock(3) { shop, variants in
            try await shop.hold([(variants[0], 3)], for: shop.order(), until: past)
            #expect(try await shop.available(variants[0]) == 3)
            #expect(try await shop.hold([(variants[0], 3)], for: shop.order()).isHeld)
            #expect(try await shop.available(variants[0]) == 0)
        }
    }

    @Test func `what is no longer sold, or never was, cannot be held`() async throws {
        try await withStock(3) { shop, variants in
            let unknown = VariantID(variants[0].number + 1_000)
            let order = try await shop.order()
            #expect(try await shop.hold([(unknown, 1)], for: order).shortages.map(\.left) == [0])
            let product = try #require(try await CatalogRepository(shop.database).variants(variants).first)
            try await CatalogEditor(shop.database).setState(product.variant.productID, to: .archived)
            #expect(try await shop.hold([(variants[0], 1)], for: order).shortages.map(\.left) == [0])
            #expect(try await shop.available(variants[0]) == 0)
        }
    }

    /// Pages say how many are left from five downwards.
    @Test(
        arguments: [(20, 14, false), (20, 15, true), (5, 1, true), (1, 1, true), (7, 1, false)]
            as [(Int64, Int64, Bool)])
    func `pages change only when few are left`(stock: Int64, held: Int64, changes: Bool) async throws {
        try await withStock(stock) { shop, variants in
            let order = try await shop.order()
            #expect(try await shop.hold([(variants[0], held)], for: order).changesPages == changes)
            // A sale of what was held moves nothing that a page shows; letting go does.
            #expect(try await shop.release(order).changesPages == changes)
            #expect(try await shop.release(order).changesPages == false)
        }
    }
}
