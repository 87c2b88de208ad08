import Accounts
import Catalog
import FoundationEssentials
import Payments
import Postgres
import Testing
import TokoCore

@testable import Ordering

/// Everybody who may touch an order at once: whoever is first, nothing is sold twice, lost or held by nobody.
@Suite struct CrossingTests {
    @Test(arguments: 0..<4)
    func `money, its end, a cancel, a give-up, a late note, a count and new orders cross`(seed: UInt64) async throws {
        try await withOrdering(stock: 60, gateway: "http://127.0.0.1:1") { shops in
            let shop = shops[0]
            var dice = Dice(seed: seed)
            var orders: [(Buyer, WrittenOrder)] = []
            for number in 1...8 {
                let buyer = try await shop.buyer("Pembeli \(number)", pieces: 2)
                orders.append((buyer, try await buyer.write()))
            }
            var deeds: [@Sendable () async throws -> Void] = []
            for (buyer, order) in orders {
                deeds.append { _ = try await order.settle(.paid) }
                deeds.append { _ = try await order.settle(.expired) }
                deeds.append { try await order.open() }
                deeds.append {
                    do {
                        try await Fulfilment(shop.shop).cancel(order.code, by: .staff(1))
                    } catch OrderError.notAllowed {
                        // Ended by another already.
                    }
                }
                deeds.append {
                    try await BillOpening(database: shop.database)
                        .giveUp(order.order, payment: order.payment, because: "bill_never_made")
                }
                deeds.append {
                    do {
                        let carts = CartService(shop.database)
                        try await carts.add(shop.variant, try Quantity(pieces: 2), for: buyer.customer.id)
                        _ = try await buyer.write()
                    } catch is CheckoutError {
                        // The give-up put things back in between: the cart is another one.
                    }
                }
                deeds.append {
                    try await StockRepository(shop.database).setOnHand(shop.variant, to: 60, actor: "staff:1")
                }
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for deed in deeds.shuffled(using: &dice) { group.addTask { try await deed() } }
                try await group.waitForAll()
            }
            #expect(try await shop.ledger() == shop.onHand())
            #expect(try await shop.database.query(OrderingSQL.strays).one().int("strays") == 0)
            #expect(try await shop.database.query(CrossingSQL.disagreements).one().int("disagreements") == 0)
            for (_, order) in orders {
                // Whatever came first, the money came, and is not lost from sight.
                let detail = try await order.detail()
                #expect(detail.payment?.state == .paid)
                #expect([.paid, .cancelled].contains(detail.order.state))
            }
        }
    }
}

private enum CrossingSQL {
    /// Paid orders whose goods were not taken, others whose goods were.
    static let disagreements = SQL(
        "test_disagreements",
        """
        SELECT count(*) AS disagreements FROM {order} o JOIN {reservation} r ON r.order_id = o.id
        WHERE (o.state = 'paid') <> (r.state = 'sold')
        """)
}
