import Catalog
import FoundationEssentials
import Logging
import Payments
import Postgres
import Tenancy
import TokoCore

/// Brings a written order and the gateway together: opens its bill, adopts one whose answer was lost, or gives the
/// order up and its goods and cart back. No transaction is open while the gateway answers.
struct BillOpening: Sendable {
    let database: TenantDatabase

    enum Result: Sendable, Equatable {
        case opened
        /// The bill may exist. The order waits, and is asked for again until that is known.
        case unknown
        case refused(GatewayRefusal.Category)
        case unavailable
    }

    /// - Throws: ``DatabaseError``. The order then stays as it is, and the reconciliation takes it up.
    func open(_ bill: BillRequest, payment: PaymentID, order: OrderID, at gateway: any PaymentGateway) async throws
        -> Result
    {
        do {
            try await record(try await gateway.open(bill), payment: payment, order: order)
            return .opened
        } catch let error as GatewayError {
            Logger.current.warning("bill not opened", metadata: ["order": "\(bill.order)", "why": "\(error)"])
            switch error {
            case .refused(let refusal):
                try await giveUp(order, payment: payment, because: "bill_refused")
                return .refused(refusal.category)
            case .unavailable:
                try await giveUp(order, payment: payment, because: "gateway_unavailable")
                return .unavailable
            case .outcomeUnknown:
                return try await lookFor(bill, payment: payment, order: order, at: gateway)
            }
        }
    }

    /// Asks once, at once; what is not found yet may still be under way, so nothing is given up here.
    private func lookFor(_ bill: BillRequest, payment: PaymentID, order: OrderID, at gateway: any PaymentGateway)
        async throws -> Result
    {
        do {
            guard let opened = try await gateway.recover(bill)?.opened else { return .unknown }
            try await record(opened, payment: payment, order: order)
            return .opened
        } catch let error as GatewayError {
            Logger.current.warning("bill not found yet", metadata: ["order": "\(bill.order)", "why": "\(error)"])
            return .unknown
        }
    }

    func record(_ bill: OpenedBill, payment: PaymentID, order: OrderID) async throws {
        let instructions = String(decoding: try JSONEncoder().encode(bill.instructions), as: UTF8.self)
        let hold = bill.expiresAt + CheckSchedule.grace
        let now = Date()
        // A bill found long after its end is still asked for: somebody has to end its order.
        let next = CheckSchedule.next(after: now, opened: now, ends: bill.expiresAt) ?? now + CheckSchedule.unseen
        try await database.transaction { tx in
            _ = try await tx.run(
                [
                    Statement(TransitionSQL.lock, .id(order)), StockSQL.lockLines(of: order),
                    Statement(
                        PaymentSQL.opened, .id(payment), .text(bill.reference), .text(bill.channelName),
                        .money(bill.due),
                        .money(bill.feeCustomer), .optional(bill.payCode), .optional(bill.payURL),
                        .optional(bill.checkoutURL), .optional(bill.qrString), .optional(bill.qrURL),
                        .json(instructions), .timestamp(bill.expiresAt), .timestamp(next)),
                    Statement(PaymentSQL.lengthenHold, .id(order), .timestamp(hold)),
                    Statement(PaymentSQL.lengthenReservations, .id(order), .timestamp(hold)),
                ] + OrderAnnouncement.billOpened(order))
        }
    }

    /// There is no bill: the order ends, its goods are free, its lines are back in the cart. The cart is locked first,
    /// as by whoever places an order; an order that ended meanwhile only loses its attempt.
    func giveUp(_ order: OrderID, payment: PaymentID, because reason: String) async throws {
        try await database.transaction { tx in
            let locked = try await tx.run([
                Statement(PlacingSQL.lockCartOf, .id(order)), Statement(TransitionSQL.lock, .id(order)),
                Statement(PaymentSQL.lock, .id(payment)), StockSQL.lockLines(of: order),
            ])
            guard let found = try locked[1].first.map(LockedOrder.init),
                let attempt = try locked[2].first.map(PaymentAttempt.init), attempt.state == .opening
            else { return }
            _ = try await tx.query(
                PaymentSQL.settle, .id(payment), .text(PaymentState.refused.rawValue), .null, .null)
            guard found.state == .pending else { return }
            try await ReleasedOrder(found, to: .cancelled, by: .system, because: reason)
                .write(in: tx, of: database.tenant, refillsCart: true)
        }
    }
}
