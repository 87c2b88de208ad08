import FoundationEssentials
import Postgres
import TokoCore

/// What WhatsApp tells of messages after it took them, kept on their rows of the outbox.
struct WhatsAppDeliveries: Sendable {
    let database: TenantDatabase

    init(_ database: TenantDatabase) { self.database = database }

    /// The message that WhatsApp told of though its answer to us was lost.
    func reference(of job: Int64) async throws -> String? {
        try await database.query(DeliverySQL.reference, .int(job)).first?.text("reference")
    }

    /// Applies each only forward: a copy, or one that is overtaken, changes nothing. A job of unknown outcome is done
    /// with once WhatsApp speaks of it.
    func record(_ statuses: [MessageStatus]) async throws {
        let statements = statuses.map { status in
            Statement(
                DeliverySQL.record, .text(status.message), .optional(status.job), .text(status.delivery.rawValue),
                .optional(status.reason), .timestamp(status.at))
        }
        if !statements.isEmpty { _ = try await database.run(statements) }
    }
}

/// One status that fits this shop.
struct MessageStatus: Sendable, Hashable {
    enum Delivery: String, Sendable, Hashable {
        case sent, delivered, read, failed
    }

    /// The wamid.
    let message: String
    /// Of the outbox, from the message's own mark.
    let job: Int64?
    let delivery: Delivery
    let at: Date
    let reason: String?
}

enum DeliverySQL {
    /// $1 job -> reference, when WhatsApp has told of it
    static let reference = SQL(
        "whatsapp_delivery_reference",
        "SELECT reference FROM {outbox} WHERE id = $1 AND reference IS NOT NULL AND delivery IS NOT NULL")

    /// $1 wamid, $2 job or null, $3 delivery, $4 reason or null, $5 when
    static let record = SQL(
        "whatsapp_delivery_record",
        """
        UPDATE {outbox} SET delivery = $3, reference = coalesce(reference, $1),
            reason = CASE WHEN $3 = 'failed' THEN $4 WHEN state IN ('pending', 'parked') THEN NULL ELSE reason END,
            state = CASE WHEN claimed_by IS NULL AND unknowns > 0 AND state IN ('pending', 'parked') THEN 'sent'
                ELSE state END,
            finished_at = coalesce(finished_at, CASE WHEN claimed_by IS NULL AND unknowns > 0
                AND state IN ('pending', 'parked') THEN $5::timestamptz END)
        WHERE lane = 'whatsapp' AND (reference = $1 OR (id = $2::bigint AND reference IS NULL)) AND CASE $3
            WHEN 'failed' THEN delivery IS NULL OR delivery = 'sent'
            WHEN 'sent' THEN delivery IS NULL
            WHEN 'delivered' THEN delivery IS NULL OR delivery = 'sent'
            ELSE delivery IS DISTINCT FROM 'read' AND delivery IS DISTINCT FROM 'failed' END
        """)
}
