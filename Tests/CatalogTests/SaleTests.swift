import Catalog
import FoundationEssentials
import Postgres
import TestSupport
import Testing
import TokoCore

struct SaleTests {
    @Test func `selling twice sells once`() async throws {
        try await withStock(10, 4) { shop, variants in
            let order = try await shop.order()
            try await shop.hold([(variants[0], 3), (variants[1], 1)], for: order)
            let first = try await shop.sell(order)
            #expect(first.isSold && first.moved && !first.changesPages)
            let second = try await shop.sell(order)
            #expect(second.isSold && !second.moved)
            #expect(try await shop.onHand(variants[0]) == 7)
            #expect(try await shop.onHand(variants[1]) == 3)
            let ledger = try await StockRepository(shop.database).movements(of: variants[0])
            #expect(ledger.map(\.reason) == [.sale, .opening])
            #expect(ledger.map(\.change) == [-3, 10])
            #expect(ledger.map(\.onHandAfter) == [7, 10])
            #expect(ledger.map(\.order) == [order, nil])
            #expect(try await shop.unbalanced() == 0)
        }
    }

    @Test func `fifty settlements of one order at once sell it once`() async throws {
        try await withStock(10) { shop, variants in
            let order = try await shop.order()
            try await shop.hold([(variants[0], 2)], for: order)
            let moved = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<50 { group.addTask { try await shop.sell(order).moved } }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(moved == 1)
            #expect(try await shop.onHand(variants[0]) == 8)
            #expect(try await shop.unbalanced() == 0)
        }
    }

    @Test func `what was released is not sold`() async throws {
        try await withStock(10) { shop, variants in
            let order = try await shop.order()
            try await shop.hold([(variants[0], 2)], for: order)
            #expect(try await shop.release(order).moved)
            let outcome = try await shop.sell(order)
            #expect(outcome.lines.map(\.state) == [.released] && !outcome.moved)
            #expect(try await shop.onHand(variants[0]) == 10)
        }
    }

    @Test func `what is sold is not released, only put back`() async throws {
        try await withStock(10) { shop, variants in
            let order = try await shop.order()
            try await shop.hold([(variants[0], 7)], for: order)
            try await shop.sell(order)
            #expect(try await shop.release(order).moved == false)
            #expect(try await shop.onHand(variants[0]) == 3)
            let back = try await shop.restock(order)
            #expect(back.moved && back.changesPages)
            #expect(try await shop.restock(order).moved == false)
            #expect(try await shop.onHand(variants[0]) == 10)
            #expect(try await shop.available(variants[0]) == 10)
            let ledger = try await StockRepository(shop.database).movements(of: variants[0])
            #expect(ledger.map(\.change) == [7, -7, 10])
            #expect(ledger.map(\.reason) == [.return, .sale, .opening])
        }
    }

    @Test func `a lapsed hold is sold while nobody else took the piece, and not after`() async throws {
        try await withStock(1) { shop, variants in
            let late = try await shop.order()
            try await shop.hold([(variants[0], 1)], for: late, until: past)
            let other = try await shop.order()
            #expect(try await shop.hold([(variants[0], 1)], for: other).isHeld)
            let refused = try await shop.sell(late)
            #expect(refused.lines.map(\.state) == [.lapsed])
            #expect(refused.shortages.map(\.left) == [0])
            #expect(!refused.moved)
            try await shop.release(other)
            #expect(try await shop.sell(late).isSold)
            #expect(try await shop.onHand(variants[0]) == 0)
            #expect(try await shop.unbalanced() == 0)
        }
    }

    @Test func `a late payment holds again what was released, all of it or nothing`() async throws {
        try await withStock(2, 2) { shop, variants in
            let late = try await shop.order()
            try await shop.hold([(variants[0], 1), (variants[1], 2)], for: late)
            try await shop.release(late)
            let other = try await shop.order()
            try await shop.hold([(variants[1], 1)], for: other)
            let refused = try await shop.rehold(late)
            #expect(refused.shortages.map(\.variant) == [variants[1]])
            #expect(refused.shortages.map(\.left) == [1])
            #expect(refused.lines.map(\.state) == [.released, .released])
            #expect(try await shop.available(variants[0]) == 2)
            try await shop.release(other)
            #expect(try await shop.rehold(late).isHeld)
            #expect(try await shop.rehold(late).moved == false)
            #expect(try await shop.sell(late).isSold)
            #expect(try await shop.onHand(variants[1]) == 0)
            #expect(try await shop.unbalanced() == 0)
        }
    }

    @Test func `when a count finds less than is held, whoever pays first gets it`() async throws {
        try await withStock(3) { shop, variants in
            let (first, second) = (try await shop.order(), try await shop.order())
            try await shop.hold([(variants[0], 2)], for: first)
            try await shop.hold([(variants[0], 1)], for: second)
            try await StockRepository(shop.database).setOnHand(variants[0], to: 1, actor: "staff:1")
            let refused = try await shop.sell(first)
            #expect(refused.lines.map(\.state) == [.held])
            #expect(!refused.isSold && !refused.moved)
            #expect(try await shop.sell(second).isSold)
            #expect(try await shop.onHand(variants[0]) == 0)
            #expect(try await shop.unbalanced() == 0)
        }
    }

    /// Events arrive in any order, twice, and at once: the ledger agrees with the shelf, nothing is sold that was not
    /// there, and what an order's ledger says is what the order has.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `in whatever order things happen the ledger is the shelf`(seed: UInt64) async throws {
        try await withStock(6, 3, 0) { shop, variants in
            let orders = try await shop.orders(24)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for worker in 0..<4 as Range<UInt64> {
                    group.addTask {
                        var random = SplitMix(state: seed &* 1_000 &+ worker)
                        for _ in 0..<60 {
                            try await Self.something(shop, variants, orders, &random)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await shop.unbalanced() == 0)
            #expect(try await shop.database.query(Self.disagreeing).count == 0)
        }
    }

    private static func something(
        _ shop: ShopFixture, _ variants: [VariantID], _ orders: [OrderID], _ random: inout SplitMix
    ) async throws {
        let order = try #require(orders.randomElement(using: &random))
        switch Int.random(in: 0..<12, using: &random) {
        case 0...4:
            let lines = variants.shuffled(using: &random).prefix(2).map {
                ($0, Int64.random(in: 1...2, using: &random))
            }
            try await shop.hold(lines, for: order, until: Bool.random(using: &random) ? soon : past)
        case 5, 6: try await shop.sell(order)
        case 7: try await shop.release(order)
        case 8: try await shop.restock(order)
        case 9: try await shop.rehold(order)
        default:
            let variant = try #require(variants.randomElement(using: &random))
            try await StockRepository(shop.database).setOnHand(
                variant, to: Int64.random(in: 0...6, using: &random), actor: "staff:1")
        }
    }

    /// Orders that have something else than their ledger says.
    private static let disagreeing = SQL(
        "test.disagreeing",
        """
        SELECT r.order_id FROM {reservation} r
        LEFT JOIN {stock_movement} m ON m.order_id = r.order_id AND m.variant_id = r.variant_id
        GROUP BY r.order_id, r.variant_id, r.state, r.pieces
        HAVING coalesce(sum(m.change), 0) <> CASE r.state WHEN 'sold' THEN -r.pieces ELSE 0 END
        """)
}

/// The same numbers for the same seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
