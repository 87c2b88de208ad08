import Jobs
import Postgres
public import Tenancy
public import TokoCore

/// Sends an order's receipt once more because the owner asks for it: a job of its own beside the first.
public struct ReceiptAgain: Sendable {
    /// So often for one order, whoever asks.
    public static let most = 5

    public enum Outcome: Hashable, Sendable {
        case queued
        /// An earlier one has not left yet, or waits among the parked ones.
        case underway
        case askedTooOften
        /// The order is not paid: there is nothing to certify.
        case noReceipt
    }

    private let database: TenantDatabase

    public init(_ shop: Shop) { database = shop.database }

    /// - Throws: ``OrderError/notFound``, `DatabaseError`.
    public func ask(for code: OrderCode, by actor: OrderActor) async throws -> Outcome {
        try await database.transaction { tx in
            guard
                let order = try await tx.query(TransitionSQL.lockByCode, .text(code.text), .null).first
                    .map(LockedOrder.init)
            else { throw OrderError.notFound }
            switch order.state {
            case .paid, .processing, .shipped, .delivered, .completed: break
            case .pending, .expired, .cancelled, .refunded: return .noReceipt
            }
            let name = "order:\(order.id):\(Self.kind)"
            let names = [name] + (1...Self.most).map { "\(name):again:\($0)" }
            let row = try await tx.query(ReceiptSQL.earlier, .texts(names)).one()
            guard try !row.bool("underway") else { return .underway }
            let times = try row.int("again")
            guard times < Self.most else { return .askedTooOften }
            _ = try await tx.run([
                Outbox.enqueue(
                    NewJob(
                        lane: .mail, kind: Self.kind, dedupeKey: "\(name):again:\(times + 1)",
                        payload: "{\"order\": \(order.id)}")),
                Statement(
                    TransitionSQL.remark, .id(order.id), .text(actor.description), .text("receipt_again")),
            ])
            return .queued
        }
    }

    private static let kind = "mail.receipt"
}

enum ReceiptSQL {
    /// $1 names of the receipt's jobs -> whether one is under way, and how many were asked for again
    static let earlier = SQL(
        "receipt_earlier",
        """
        SELECT coalesce(bool_or(state IN ('pending', 'sending', 'parked')), false) AS underway,
               count(*) FILTER (WHERE dedupe_key LIKE '%:again:%') AS again
        FROM {outbox} WHERE dedupe_key = ANY ($1)
        """)
}
