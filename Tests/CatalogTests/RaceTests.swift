import Catalog
import FoundationEssentials
import Postgres
import TestSupport
import Testing
import TokoCore

/// Two transactions want one piece at the same moment: the second waits in the database while the first decides.
@Suite(.timeLimit(.minutes(10)))
struct RaceTests {
    @Test func `who waited for the lock counts what was held meanwhile`() async throws {
        try await withStock(1) { shop, variants in
            let orders = try await shop.orders(2)
            let line = [(variant: variants[0], quantity: Quantity.one)]
            let outcomes = try await shop.database.transaction { transaction in
                let first = try await transaction.run([
                    StockSQL.lock(variants), StockSQL.hold(line, for: orders[0], until: soon),
                ])
                async let second = shop.hold([(variants[0], 1)], for: orders[1])
                try await shop.untilSomebodyWaits()
                try await transaction.commit()
                return (try StockOutcome(first[1]), try await second)
            }
            #expect(outcomes.0.isHeld)
            #expect(!outcomes.1.isHeld)
            #expect(outcomes.1.shortages.map(\.left) == [0])
        }
    }

    @Test func `who waited for the lock judges by the clock after the wait`() async throws {
        try await withStock(1) { shop, variants in
            let orders = try await shop.orders(2)
            try await shop.hold([(variants[0], 1)], for: orders[0])
            let line = [(variant: variants[0], quantity: Quantity.one)]
            let outcomes = try await shop.database.transaction { transaction in
                _ = try await transaction.run([StockSQL.lock(variants)])
                async let sale = shop.sell(orders[0])
                try await shop.untilSomebodyWaits()
                // The hold lapses after the sale's transaction began, and somebody else takes the piece.
                try await transaction.query(Self.lapse, .id(orders[0]))
                let other = try await transaction.run([StockSQL.hold(line, for: orders[1], until: soon)])
                try await transaction.commit()
                return (try StockOutcome(other[0]), try await sale)
            }
            #expect(outcomes.0.isHeld)
            #expect(outcomes.1.lines.map(\.state) == [.lapsed])
            #expect(!outcomes.1.moved)
            #expect(try await shop.onHand(variants[0]) == 1)
            #expect(try await shop.sell(orders[1]).isSold)
            #expect(try await shop.unbalanced() == 0)
        }
    }

    /// $1 order
    private static let lapse = SQL(
        "test.lapse", "UPDATE {reservation} SET hold_until = clock_timestamp() WHERE order_id = $1")
}

extension ShopFixture {
    /// Until a backend of this database stands in line for a row.
    fileprivate func untilSomebodyWaits() async throws {
        try await admin.withExclusive { connection in
            while try await connection.query(
                """
                SELECT count(*) AS waiting FROM pg_stat_activity
                WHERE datname = current_database() AND wait_event_type = 'Lock'
                """
            ).one().int("waiting") == 0 {
                await Task.yield()
            }
        }
    }
}
