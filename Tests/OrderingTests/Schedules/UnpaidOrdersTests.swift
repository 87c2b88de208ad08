import FoundationEssentials
import Jobs
import Payments
import Postgres
import Tenancy
import TestSupport
import Testing
import TokoCore

@testable import Ordering

@Suite struct UnpaidOrdersTests {
    private let ended = Date(timeIntervalSince1970: 1_790_000_000)

    /// An order whose hold has ended, with a bill about which nobody asks any more.
    private func forgotten(_ shop: OrderingShop) async throws -> WrittenOrder {
        let order = try await shop.buyer(pieces: 2).write()
        try await order.open()
        try await shop.database.query(UnpaidTestSQL.end, .id(order.order), .timestamp(ended))
        try await shop.database.query(UnpaidTestSQL.askNoMore, .id(order.payment))
        return order
    }

    private func expire(_ shop: OrderingShop, minutesLater: TimeInterval = 16) async throws {
        try await UnpaidOrders(shops: shop.shops).expireDue(
            of: shop.shop.tenant.id, at: ended + minutesLater * 60)
    }

    @Test func `an order that nobody paid ends a quarter of an hour after its hold, and its customer is told once`()
        async throws
    {
        try await withOrdering { shops in
            let shop = shops[0]
            let order = try await forgotten(shop)
            try await expire(shop, minutesLater: 14)
            #expect(try await order.detail().order.state == .pending)
            #expect(try await shop.held() == 2)
            for _ in 0..<2 { try await expire(shop) }
            #expect(try await order.detail().order.state == .expired)
            #expect(try await shop.held() == 0)
            #expect(try await shop.onHand() == 10)
            let told = try await JobRepository(shop.database).list(limit: 1_000).filter { $0.kind == "mail.expired" }
            #expect(told.count == 1)
        }
    }

    @Test func `a bill that is still to be asked for keeps its order`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let order = try await shop.buyer().write()
            try await order.open()
            try await shop.database.query(UnpaidTestSQL.end, .id(order.order), .timestamp(ended))
            try await expire(shop)
            #expect(try await order.detail().order.state == .pending)
        }
    }

    @Test func `money of another amount keeps its order for the owner to see`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let order = try await forgotten(shop)
            #expect(try await order.settle(.paid, amount: rupiah(1)) == .amountDiffers)
            try await expire(shop)
            let detail = try await order.detail()
            #expect(detail.order.state == .pending)
            #expect(detail.order.attention == .amountDiffers)
        }
    }

    @Test func `an order paid in time stays paid`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let order = try await forgotten(shop)
            #expect(try await order.settle(.paid) == .applied)
            try await expire(shop)
            #expect(try await order.detail().order.state == .paid)
        }
    }

    @Test func `one shop's sweep ends nothing of another's`() async throws {
        try await withOrdering(shops: 2) { shops in
            let own = try await forgotten(shops[0])
            let other = try await forgotten(shops[1])
            try await expire(shops[0])
            #expect(try await own.detail().order.state == .expired)
            #expect(try await other.detail().order.state == .pending)
        }
    }
}

private enum UnpaidTestSQL {
    /// $1 order, $2 when its hold ended
    static let end = SQL("test_hold_ended", "UPDATE {order} SET hold_until = $2 WHERE id = $1")
    /// $1 payment
    static let askNoMore = SQL("test_ask_no_more", "UPDATE {payment} SET next_check_at = NULL WHERE id = $1")
}
