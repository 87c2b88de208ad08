import FoundationEssentials
import Payments
import Postgres
import Tenancy
import Testing
import TokoCore

@testable import Ordering

/// Two pieces at 100.000 and 20.000 for the parcel: 220.000.
@Suite struct RefundRecordTests {
    private static let total: Int64 = 220_000
    private static let owner = OrderActor.staff(1)

    private func news(_ payment: Payment, _ status: BillStatus) -> BillNews {
        BillNews(
            reference: payment.reference ?? "", merchantRef: payment.merchantRef, channel: payment.channel,
            status: status, paidAt: status == .paid ? Date() : nil, amountMatches: { $0 == payment.requested })
    }

    private func paid(_ shop: OrderingShop) async throws -> (code: OrderCode, payment: Payment) {
        let code = try await shop.buyer(pieces: 2).buy()
        let payment = try #require(try await shop.detail(code).payment)
        _ = try await Settlement(shop.database).settle(news(payment, .paid))
        return (code, payment)
    }

    private func refund(
        _ payment: Payment, _ amount: Int64, seen: Int64 = 0, note: String = "", restocks: Bool = false
    ) -> HandRefund {
        HandRefund(
            payment: payment.id, amount: rupiah(amount), seenRefunded: rupiah(seen), note: note, restocks: restocks)
    }

    @Test(arguments: [(true, 10), (false, 8)] as [(Bool, Int64)])
    func `all the money back ends the order, and its goods go where the owner says`(
        restocks: Bool, onHand: Int64
    ) async throws {
        try await withOrdering { shops in
            let (code, payment) = try await paid(shops[0])
            let outcome = try await RefundRecord(shops[0].shop).record(
                refund(payment, Self.total, note: "BCA 123", restocks: restocks), of: code, by: Self.owner)
            #expect(outcome == .whole(order: .refunded))
            let detail = try await shops[0].detail(code)
            #expect(detail.order.state == .refunded)
            #expect(detail.events.map(\.reason) == ["placed", "paid", "refunded_by_hand"])
            #expect(detail.events.last?.actor == "staff:1")
            #expect(detail.payments[0].state == .refunded)
            #expect(detail.payments[0].refunded == rupiah(Self.total))
            #expect(detail.payments[0].refundNote == "BCA 123")
            #expect(try await shops[0].onHand() == onHand)
            #expect(try await shops[0].ledger() == onHand)
            #expect(try await shops[0].count("mail.refunded") == 1)
        }
    }

    @Test func `a part leaves the order where it is, and the rest ends it`() async throws {
        try await withOrdering { shops in
            let (code, payment) = try await paid(shops[0])
            let record = RefundRecord(shops[0].shop)
            let first = try await record.record(
                refund(payment, 20_000, note: "Ongkir", restocks: true), of: code, by: Self.owner)
            #expect(first == .part)
            #expect(try await shops[0].detail(code).order.state == .paid)
            #expect(try await shops[0].onHand() == 8)
            #expect(try await shops[0].count("mail.refunded") == 0)
            let rest = try await record.record(
                refund(payment, 200_000, seen: 20_000, note: "Sisanya"), of: code, by: Self.owner)
            #expect(rest == .whole(order: .refunded))
            let detail = try await shops[0].detail(code)
            #expect(detail.payments[0].refunded == rupiah(Self.total))
            #expect(detail.payments[0].refundNote == "Ongkir\nSisanya")
            #expect(detail.events.map(\.reason) == ["placed", "paid", "refunded_part", "refunded_by_hand"])
        }
    }

    @Test func `two clicks at once return the money once`() async throws {
        try await withOrdering { shops in
            let (code, payment) = try await paid(shops[0])
            let record = RefundRecord(shops[0].shop)
            let refund = refund(payment, 50_000)
            let outcomes = await withTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        do { return "\(try await record.record(refund, of: code, by: Self.owner))" } catch {
                            return "\(error)"
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == ["part": 1, "\(RefundError.changedMeanwhile(refunded: rupiah(50_000)))": 7])
            #expect(try await shops[0].detail(code).payments[0].refunded == rupiah(50_000))
        }
    }

    @Test func `more than was paid, nothing, or a note too long is refused and changes nothing`() async throws {
        try await withOrdering { shops in
            let (code, payment) = try await paid(shops[0])
            let due = try await shops[0].detail(code).payments[0].due
            let record = RefundRecord(shops[0].shop)
            for (wrong, error) in [
                (refund(payment, due.rupiah + 1), RefundError.tooMuch(left: due)),
                (refund(payment, 0), .amountMissing),
                (refund(payment, 1, note: String(repeating: "x", count: 301)), .noteTooLong),
                (refund(payment, 1, seen: 5), .changedMeanwhile(refunded: .zero)),
            ] {
                await #expect(throws: error) { try await record.record(wrong, of: code, by: Self.owner) }
            }
            let detail = try await shops[0].detail(code)
            #expect(detail.order.state == .paid)
            #expect(detail.payments[0].refunded == .zero)
            #expect(detail.events.map(\.reason) == ["placed", "paid"])
        }
    }

    @Test func `a bill that nobody paid, or another order's, cannot be returned`() async throws {
        try await withOrdering { shops in
            let (code, _) = try await paid(shops[0])
            let waiting = try await shops[0].buyer().buy()
            let open = try #require(try await shops[0].detail(waiting).payment)
            let record = RefundRecord(shops[0].shop)
            for order in [code, waiting] {
                await #expect(throws: RefundError.nothingToReturn) {
                    try await record.record(refund(open, 1_000), of: order, by: Self.owner)
                }
            }
            let unknown = try #require(OrderCode(typed: "TK-7K2M9QXF"))
            await #expect(throws: OrderError.notFound) {
                try await record.record(refund(open, 1_000), of: unknown, by: Self.owner)
            }
            #expect(try await shops[0].detail(waiting).payments[0].refunded == .zero)
        }
    }

    @Test func `money that the owner and TriPay both tell of counts once`() async throws {
        try await withOrdering { shops in
            let (whole, first) = try await paid(shops[0])
            _ = try await RefundRecord(shops[0].shop).record(refund(first, Self.total), of: whole, by: Self.owner)
            #expect(try await Settlement(shops[0].database).settle(news(first, .refunded)) == .unchanged)
            #expect(try await shops[0].detail(whole).payments[0].refunded == rupiah(Self.total))

            let (part, second) = try await paid(shops[0])
            _ = try await RefundRecord(shops[0].shop).record(refund(second, 20_000), of: part, by: Self.owner)
            #expect(try await Settlement(shops[0].database).settle(news(second, .refunded)) == .applied)
            let detail = try await shops[0].detail(part)
            #expect(detail.order.state == .refunded)
            #expect(detail.payments[0].refunded == detail.payments[0].due)
            await #expect(throws: RefundError.nothingToReturn) {
                try await RefundRecord(shops[0].shop).record(
                    refund(second, 1_000, seen: 20_000), of: part, by: Self.owner)
            }
            #expect(try await shops[0].count("mail.refunded") == 2)
        }
    }

    @Test func `the fee that the customer bore may be returned as well, and the price alone is whole`() async throws {
        try await withOrdering { shops in
            let (code, payment) = try await paid(shops[0])
            let due = try await shops[0].detail(code).payments[0].due
            #expect(due > rupiah(Self.total))
            let outcome = try await RefundRecord(shops[0].shop).record(
                refund(payment, due.rupiah), of: code, by: Self.owner)
            #expect(outcome == .whole(order: .refunded))
        }
    }

    @Test func `goods that have left do not come back to the shelf with the money`() async throws {
        try await withOrdering { shops in
            let (code, payment) = try await paid(shops[0])
            let waybill = try Waybill(courier: "jne", number: "JP123456")
            try await Fulfilment(shops[0].shop).ship(code, with: waybill, by: Self.owner)
            _ = try await RefundRecord(shops[0].shop).record(
                refund(payment, Self.total, restocks: true), of: code, by: Self.owner)
            #expect(try await shops[0].detail(code).order.state == .refunded)
            #expect(try await shops[0].onHand() == 8)
        }
    }

    @Test func `a receipt goes out again when the first has left, and only so often`() async throws {
        try await withOrdering { shops in
            let (code, _) = try await paid(shops[0])
            let again = ReceiptAgain(shops[0].shop)
            #expect(try await again.ask(for: code, by: Self.owner) == .underway)
            for _ in 1...ReceiptAgain.most {
                try await shops[0].database.query(RefundTestSQL.sent)
                #expect(try await again.ask(for: code, by: Self.owner) == .queued)
                #expect(try await again.ask(for: code, by: Self.owner) == .underway)
            }
            try await shops[0].database.query(RefundTestSQL.sent)
            #expect(try await again.ask(for: code, by: Self.owner) == .askedTooOften)
            #expect(try await shops[0].count("mail.receipt") == 6)
            let waiting = try await shops[0].buyer().buy()
            #expect(try await again.ask(for: waiting, by: Self.owner) == .noReceipt)
        }
    }
}

extension OrderingShop {
    fileprivate func count(_ kind: String) async throws -> Int64 {
        try await database.query(RefundTestSQL.count, .text(kind)).one().int("jobs")
    }
}

private enum RefundTestSQL {
    static let count = SQL("test_jobs_of_kind", "SELECT count(*) AS jobs FROM {outbox} WHERE kind = $1")
    static let sent = SQL("test_jobs_sent", "UPDATE {outbox} SET state = 'sent'")
}
