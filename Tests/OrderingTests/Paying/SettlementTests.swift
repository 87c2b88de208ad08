import FoundationEssentials
import Payments
import Postgres
import Tenancy
import Testing
import TokoCore

@testable import Ordering

@Suite struct SettlementTests {
    /// News of a bill, as a callback of the right amount brings it.
    private func news(_ payment: Payment, _ status: BillStatus, amount: Money? = nil) -> BillNews {
        let charged = amount ?? payment.requested
        return BillNews(
            reference: payment.reference ?? "", merchantRef: payment.merchantRef, channel: payment.channel,
            status: status, paidAt: status == .paid ? Date() : nil, amountMatches: { $0 == charged })
    }

    @Test func `paid goods leave the shelf once, however often the news comes`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer(pieces: 3).buy()
            let payment = try #require(try await shop.detail(code).payment)
            let settlement = Settlement(shop.database)
            let outcomes = try await withThrowingTaskGroup(of: SettleOutcome.self) { group in
                for _ in 0..<100 { group.addTask { try await settlement.settle(news(payment, .paid)) } }
                return try await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == [.applied: 1, .unchanged: 99])
            let detail = try await shop.detail(code)
            #expect(detail.order.state == .paid)
            #expect(detail.order.attention == nil)
            #expect(detail.events.map(\.to) == [.pending, .paid])
            #expect(try await shop.onHand() == 7)
            #expect(try await shop.ledger() == 7)
            #expect(try await shop.held() == 0)
        }
    }

    /// Every order in which four pieces of news about one bill may come, each of them twice.
    @Test(arguments: 0..<12)
    func `whatever order news comes in, stock and ledger agree and money is not lost`(seed: UInt64) async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            var generator = Dice(seed: seed)
            let code = try await shop.buyer(pieces: 2).buy()
            let payment = try #require(try await shop.detail(code).payment)
            let statuses: [BillStatus] = [.paid, .expired, .failed, .unpaid]
            for status in (statuses + statuses).shuffled(using: &generator) {
                _ = try await Settlement(shop.database).settle(news(payment, status))
            }
            let detail = try await shop.detail(code)
            #expect(detail.order.state == .paid)
            #expect(detail.payment?.state == .paid)
            #expect(try await shop.onHand() == 8)
            #expect(try await shop.ledger() == 8)
            #expect(try await shop.held() == 0)
        }
    }

    @Test func `an expired bill frees its goods once`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer(pieces: 4).buy()
            let payment = try #require(try await shop.detail(code).payment)
            for _ in 0..<5 { _ = try await Settlement(shop.database).settle(news(payment, .expired)) }
            #expect(try await shop.detail(code).order.state == .expired)
            #expect(try await shop.held() == 0)
            #expect(try await shop.onHand() == 10)
        }
    }

    @Test func `money that comes late takes the goods again and is shown to the owner`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer(pieces: 4).buy()
            let payment = try #require(try await shop.detail(code).payment)
            _ = try await Settlement(shop.database).settle(news(payment, .expired))
            _ = try await Settlement(shop.database).settle(news(payment, .paid))
            let detail = try await shop.detail(code)
            #expect(detail.order.state == .paid)
            #expect(detail.order.attention == .paidLate)
            #expect(try await shop.onHand() == 6)
        }
    }

    @Test func `money that comes late for goods that are gone is a state of its own, not lost`() async throws {
        try await withOrdering(stock: 4) { shops in
            let shop = shops[0]
            let late = try await shop.buyer(pieces: 4).buy()
            let latePayment = try #require(try await shop.detail(late).payment)
            _ = try await Settlement(shop.database).settle(news(latePayment, .expired))
            let quick = try await shop.buyer("Budi", pieces: 4).buy()
            let quickPayment = try #require(try await shop.detail(quick).payment)
            _ = try await Settlement(shop.database).settle(news(quickPayment, .paid))
            _ = try await Settlement(shop.database).settle(news(latePayment, .paid))
            let detail = try await shop.detail(late)
            #expect(detail.order.state == .paid)
            #expect(detail.order.attention == .paidWithoutStock)
            #expect(try await shop.onHand() == 0)
            #expect(try await shop.ledger() == 0)
        }
    }

    @Test func `a hold that lapsed while nobody swept is sold if nobody else has it`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer(pieces: 2).buy()
            try await shop.database.query(OrderingSQL.lapse)
            let payment = try #require(try await shop.detail(code).payment)
            _ = try await Settlement(shop.database).settle(news(payment, .paid))
            #expect(try await shop.detail(code).order.attention == nil)
            #expect(try await shop.onHand() == 8)
        }
    }

    @Test func `another amount pays nothing and is flagged, and the right one still counts`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer().buy()
            let payment = try #require(try await shop.detail(code).payment)
            let body = Array("{}".utf8)
            let wrong = try await Settlement(shop.database)
                .settle(news(payment, .paid, amount: rupiah(1)), inbox: body)
            #expect(wrong == .amountDiffers)
            #expect(try await shop.detail(code).order.state == .pending)
            #expect(try await shop.detail(code).order.attention == .amountDiffers)
            let right = try await Settlement(shop.database).settle(news(payment, .paid), inbox: body)
            #expect(right == .applied)
            #expect(try await shop.detail(code).order.state == .paid)
        }
    }

    @Test func `news of another bill, channel or shop is foreign`() async throws {
        try await withOrdering(shops: 2) { shops in
            let code = try await shops[0].buyer().buy()
            let payment = try #require(try await shops[0].detail(code).payment)
            let ours = news(payment, .paid)
            let otherReference = BillNews(
                reference: "DEV-T000", merchantRef: ours.merchantRef, channel: ours.channel, status: .paid, paidAt: nil,
                amountMatches: ours.amountMatches)
            let otherChannel = BillNews(
                reference: ours.reference, merchantRef: ours.merchantRef, channel: "OVO", status: .paid, paidAt: nil,
                amountMatches: ours.amountMatches)
            #expect(try await Settlement(shops[0].database).settle(otherReference) == .foreign)
            #expect(try await Settlement(shops[0].database).settle(otherChannel) == .foreign)
            #expect(try await Settlement(shops[1].database).settle(ours) == .foreign)
            #expect(try await shops[0].detail(code).order.state == .pending)
        }
    }

    @Test func `a refund at the gateway ends the order and leaves the shelf to the owner`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer().buy()
            let payment = try #require(try await shop.detail(code).payment)
            _ = try await Settlement(shop.database).settle(news(payment, .paid))
            _ = try await Settlement(shop.database).settle(news(payment, .refunded))
            let detail = try await shop.detail(code)
            #expect(detail.order.state == .refunded)
            #expect(detail.payments.map(\.state) == [.refunded])
            #expect(try await shop.onHand() == 9)
        }
    }

    @Test func `money after a cancellation is flagged and not lost`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer().buy()
            try await Fulfilment(shop.shop).cancel(code, by: .staff(1))
            let payment = try #require(try await shop.detail(code).payment)
            _ = try await Settlement(shop.database).settle(news(payment, .paid))
            let detail = try await shop.detail(code)
            #expect(detail.order.state == .paid)
            #expect(detail.order.attention == .paidLate)
        }
    }
}

/// The same dice for the same seed.
struct Dice: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }
    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }
}
