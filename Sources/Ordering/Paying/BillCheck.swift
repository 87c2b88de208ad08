import FoundationEssentials
import Logging
import Payments
import Postgres
import Tenancy
import TokoCore

/// Asks the gateway for one payment's bill, and does what the answer calls for.
struct BillCheck: Sendable {
    let database: TenantDatabase
    let gateway: any PaymentGateway

    /// - Throws: ``GatewayError`` when there is no answer, ``DatabaseError``.
    func ask(for payment: PaymentAttempt) async throws {
        if let reference = payment.reference {
            try await settle(try await gateway.detail(reference: reference), payment)
        } else {
            try await lookFor(payment)
        }
    }

    /// The same, and without an answer the question waits, the longer the older the bill is; long after the bill's end
    /// it is taken for unpaid. Should it have been paid after all, that is a late payment.
    func askOrPutOff(_ payment: PaymentAttempt) async throws {
        do {
            try await ask(for: payment)
        } catch let error as GatewayError {
            note(error, about: payment)
            let now = Date()
            guard payment.expiresAt + CheckSchedule.hopeless < now else {
                try await putOff(payment, until: CheckSchedule.again(after: now, opened: payment.createdAt))
                return
            }
            if let reference = payment.reference {
                let news = BillNews(
                    reference: reference, merchantRef: payment.merchantRef, channel: payment.channel, status: .expired,
                    paidAt: nil, amountMatches: { _ in false })
                _ = try await Settlement(database).settle(news)
            } else {
                try await BillOpening(database: database)
                    .giveUp(payment.order, payment: payment.id, because: "bill_never_made")
            }
        }
    }

    func note(_ error: GatewayError, about payment: PaymentAttempt) {
        Logger.current.warning(
            "bill not checked",
            metadata: ["tenant": "\(database.tenant)", "ref": "\(payment.merchantRef)", "why": "\(error)"])
    }

    private func settle(_ bill: BillDetail, _ payment: PaymentAttempt) async throws {
        let now = Date()
        let next = CheckSchedule.next(after: now, opened: payment.createdAt, ends: payment.expiresAt)
        let isOver =
            switch bill.status {
            // The gateway may be slow to call a bill expired; after the grace nobody can pay it any more.
            case .unpaid: payment.expiresAt + CheckSchedule.grace < now
            // A word that is not known may mean that money is under way: it has until the last question.
            case .unknown: next == nil
            case .paid, .expired, .failed, .refunded: false
            }
        let news = BillNews(
            reference: bill.reference, merchantRef: payment.merchantRef, channel: payment.channel,
            status: isOver ? .expired : bill.status, paidAt: bill.paidAt,
            amountMatches: { bill.amountMatches($0) })
        let outcome = try await Settlement(database).settle(news)
        guard outcome != .applied else { return }
        try await putOff(payment, until: next)
    }

    /// A bill whose opening was never confirmed: adopted when the gateway knows it, given up after some looks.
    private func lookFor(_ payment: PaymentAttempt) async throws {
        let opening = BillOpening(database: database)
        let bills = try await gateway.find(merchantRef: payment.merchantRef)
            .filter { $0.channel == payment.channel && $0.amountMatches(payment.requested) }
        if let bill = bills.first(where: { $0.status == .paid }) ?? bills.first(where: { $0.status == .unpaid })
            ?? bills.first
        {
            let detail = try await gateway.detail(reference: bill.reference)
            if let opened = detail.opened {
                try await opening.record(opened, payment: payment.id, order: payment.order)
            }
            try await settle(detail, payment)
        } else if payment.checks >= CheckSchedule.looksForUnseen {
            try await opening.giveUp(payment.order, payment: payment.id, because: "bill_never_made")
        } else {
            try await putOff(payment, until: Date() + CheckSchedule.unseen)
        }
    }

    private func putOff(_ payment: PaymentAttempt, until next: Date?) async throws {
        try await database.query(PaymentSQL.checkAgain, .id(payment.id), .optional(next))
    }
}
