import Accounts
import FoundationEssentials
import Payments
import Postgres
import ProviderDouble
import Synchronization
import Testing
import TokoCore

@testable import Ordering

/// News that fits nothing well, and bills that nobody will ever tell of: each ends somewhere, and none spins.
@Suite struct BadNewsTests {
    /// What the gateway says of every bill, set when the order is known.
    private final class Voice: Sendable {
        private let reply = Mutex<ProviderDouble.Reply>(.json(#"{"success":true,"message":"","data":[]}"#))
        func say(_ reply: ProviderDouble.Reply) { self.reply.withLock { $0 = reply } }
        func say(_ json: String) { say(.json(#"{"success":true,"message":"","data":\#(json)}"#)) }
        var now: ProviderDouble.Reply { reply.withLock { $0 } }
    }

    private func withVoice(
        stock: Int64 = 10, _ body: @Sendable (OrderingShop, Voice) async throws -> Void
    ) async throws {
        let voice = Voice()
        try await ProviderDouble.answering({ _ in voice.now }) { double in
            try await withOrdering(stock: stock, gateway: double.baseURL) { shops in try await body(shops[0], voice) }
        }
    }

    @Test func `money of another amount is told once, however often somebody asks`() async throws {
        try await withVoice { shop, voice in
            let order = try await shop.buyer().write()
            try await order.open()
            voice.say(order.json("PAID", amount: 1))
            for _ in 0..<3 {
                try await shop.reconcile()
                let next = try await order.nextCheck()
                #expect(next.isPlanned)
                #expect(!next.isSoon)
            }
            let detail = try await order.detail()
            #expect(detail.order.state == .pending)
            #expect(detail.order.attention == .amountDiffers)
            #expect(detail.events.filter { $0.reason == "amount_differs" }.count == 1)
            try await Fulfilment(shop.shop).dismissAttention(order.code, by: .staff(1))
            try await shop.reconcile()
            #expect(try await order.detail().order.attention == nil)
        }
    }

    @Test(arguments: ["SETTLING", "UNPAID"])
    func `a bill that is over ends its order, by whatever word the gateway calls it`(status: String) async throws {
        try await withVoice { shop, voice in
            let order = try await shop.buyer().write()
            try await order.open(ends: Date() - 2 * 86_400)
            voice.say(order.json(status))
            try await shop.reconcile()
            #expect(try await order.detail().order.state == .expired)
            #expect(try await !order.nextCheck().isPlanned)
        }
    }

    @Test(arguments: [
        ProviderDouble.Reply.json(#"{"success":false,"message":"Transaction not found"}"#),
        .page("maintenance", status: 503),
    ])
    func `a bill that nobody tells of is given up long after its end, and not before`(
        reply: ProviderDouble.Reply
    ) async throws {
        try await withVoice { shop, voice in
            voice.say(reply)
            let waiting = try await shop.buyer().write()
            try await waiting.open(ends: Date() - 3_600)
            let over = try await shop.buyer("Budi").write()
            try await over.open(ends: Date() - 2 * 86_400)
            try await shop.reconcile()
            #expect(try await waiting.detail().order.state == .pending)
            #expect(try await waiting.nextCheck().isPlanned)
            #expect(try await over.detail().order.state == .expired)
            #expect(try await over.detail().payment?.state == .expired)
            // The money may still come: it is a late payment then.
            #expect(try await over.settle(.paid) == .applied)
            #expect(try await over.detail().order.attention == .paidLate)
        }
    }

    @Test func `a payment that cannot be read does not keep the others of its shop waiting`() async throws {
        try await withVoice { shop, _ in
            let bad = try await shop.buyer().write()
            let good = try await shop.buyer("Budi").write()
            try await shop.database.query(WrittenSQL.spoil, .id(bad.payment))
            for _ in 0..<CheckSchedule.looksForUnseen { try await shop.reconcile() }
            #expect(try await good.detail().order.state == .cancelled)
        }
    }

    @Test func `an order cancelled before its bill was ever made is not asked for for ever`() async throws {
        try await withVoice { shop, _ in
            let buyer = try await shop.buyer(pieces: 2)
            let order = try await buyer.write()
            try await Fulfilment(shop.shop).cancel(order.code, of: buyer.customer.id, by: .customer(1))
            for _ in 0..<CheckSchedule.looksForUnseen { try await shop.reconcile() }
            #expect(try await order.detail().payment?.state == .refused)
            #expect(try await !order.nextCheck().isPlanned)
            #expect(try await order.detail().order.state == .cancelled)
            // The customer cancelled: nothing comes back into the cart behind their back.
            #expect(try await buyer.cartPieces() == 0)
        }
    }

    @Test func `goods that are gone are the first thing the owner is told`() async throws {
        try await withVoice(stock: 4) { shop, _ in
            let late = try await shop.buyer(pieces: 4).write()
            try await late.open()
            #expect(try await late.settle(.paid, amount: rupiah(1)) == .amountDiffers)
            #expect(try await late.settle(.expired) == .applied)
            let quick = try await shop.buyer("Budi", pieces: 4).write()
            try await quick.open()
            #expect(try await quick.settle(.paid) == .applied)
            #expect(try await late.settle(.paid) == .applied)
            #expect(try await late.detail().order.attention == .paidWithoutStock)
        }
    }

    @Test func `one of two payments returned leaves the order paid`() async throws {
        try await withVoice { shop, _ in
            let order = try await shop.buyer().write()
            try await order.open()
            #expect(try await order.settle(.paid) == .applied)
            try await shop.database.query(WrittenSQL.secondAttempt, .id(order.payment))
            let second = { @Sendable (status: BillStatus) in
                BillNews(
                    reference: "DEV-SECOND", merchantRef: "\(order.code)-2", channel: "BNIVA", status: status,
                    paidAt: nil, amountMatches: { $0 == order.draft.total })
            }
            #expect(try await Settlement(shop.database).settle(second(.paid)) == .applied)
            #expect(try await order.detail().order.attention == .paidTwice)
            try await Fulfilment(shop.shop).dismissAttention(order.code, by: .staff(1))
            #expect(try await Settlement(shop.database).settle(second(.refunded)) == .applied)
            #expect(try await order.detail().order.state == .paid)
            #expect(try await order.settle(.refunded) == .applied)
            #expect(try await order.detail().order.state == .refunded)
        }
    }

    @Test func `news of the money before our own note of the bill pays, and the note changes nothing`() async throws {
        try await withVoice { shop, _ in
            let order = try await shop.buyer(pieces: 3).write()
            #expect(try await order.settle(.paid) == .applied)
            try await order.open()
            try await BillOpening(database: shop.database)
                .giveUp(order.order, payment: order.payment, because: "bill_never_made")
            let detail = try await order.detail()
            #expect(detail.order.state == .paid)
            #expect(detail.payment?.state == .paid)
            #expect(detail.payment?.payCode == "8808")
            #expect(try await !order.nextCheck().isPlanned)
            #expect(try await shop.onHand() == 7)
        }
    }

    @Test func `a bill found after it was given up for lost is no open bill, and its money is a late payment`()
        async throws
    {
        try await withVoice { shop, _ in
            let buyer = try await shop.buyer(pieces: 3)
            let order = try await buyer.write()
            try await BillOpening(database: shop.database)
                .giveUp(order.order, payment: order.payment, because: "bill_never_made")
            try await order.open()
            #expect(try await order.detail().payment?.state == .refused)
            #expect(try await buyer.cartPieces() == 3)
            #expect(try await order.settle(.paid) == .applied)
            #expect(try await order.detail().order.state == .paid)
            #expect(try await order.detail().order.attention == .paidLate)
            #expect(try await shop.onHand() == 7)
        }
    }

    @Test func `signed money for a bill that is not the one we know is shown to the owner once`() async throws {
        try await withVoice { shop, _ in
            let order = try await shop.buyer().write()
            try await order.open()
            func stray(_ reference: String) async throws -> SettleOutcome {
                let news = BillNews(
                    reference: reference, merchantRef: order.code.text, channel: "BNIVA", status: .paid, paidAt: nil,
                    amountMatches: { _ in true })
                return try await Settlement(shop.database).settle(news, inbox: Array("{}".utf8))
            }
            #expect(try await stray("DEV-OTHER") == .applied)
            #expect(try await stray("DEV-OTHER") == .unchanged)
            #expect(try await order.detail().order.state == .pending)
            #expect(try await order.detail().order.attention == .amountDiffers)
            #expect(try await order.settle(.paid) == .applied)
            #expect(try await stray("DEV-THIRD") == .applied)
            #expect(try await order.detail().order.attention == .paidTwice)
            #expect(try await shop.onHand() == 9)
        }
    }

    @Test(arguments: [BillStatus.paid, .expired])
    func `a bill noted after the customer cancelled is still listened to`(status: BillStatus) async throws {
        try await withVoice { shop, _ in
            let buyer = try await shop.buyer(pieces: 2)
            let order = try await buyer.write()
            try await Fulfilment(shop.shop).cancel(order.code, of: buyer.customer.id, by: .customer(1))
            try await order.open()
            #expect(try await order.detail().payment?.state == .open)
            #expect(try await order.nextCheck().isPlanned)
            #expect(try await shop.held() == 0)
            #expect(try await order.settle(status) == .applied)
            let detail = try await order.detail()
            #expect(detail.order.state == (status == .paid ? .paid : .cancelled))
            #expect(detail.order.attention == (status == .paid ? .paidLate : nil))
            #expect(try await shop.onHand() == (status == .paid ? 8 : 10))
            #expect(try await !order.nextCheck().isPlanned)
        }
    }
}
