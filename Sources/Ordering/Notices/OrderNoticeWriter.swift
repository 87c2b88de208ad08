import FoundationEssentials
public import Jobs
public import Messaging
import Postgres
public import Tenancy
public import TokoCore

/// Writes the notices that the WhatsApp lane's jobs ask for, from the order or the variant as it stands when they
/// leave.
public struct OrderNoticeWriter: NoticeWriter {
    private let database: @Sendable (TenantID) -> TenantDatabase

    public init(shops: ShopDirectory) {
        database = { shops.database(of: $0) }
    }

    init(database: @escaping @Sendable (TenantID) -> TenantDatabase) {
        self.database = database
    }

    /// Nil when there is nothing to say any more: the order or its consent is gone, it has moved on, the goods are
    /// there again, or the shop no longer sends these.
    ///
    /// - Throws: ``JobFailure/permanent(reason:)`` for a job that no notice is known for; `DatabaseError`.
    public func notice(for job: Job, of tenant: TenantID) async throws -> Notice? {
        guard let kind = NoticeKind(rawValue: job.kind) else {
            throw JobFailure.permanent(reason: "no notice is called \(job.kind)")
        }
        let database = database(tenant)
        let settings = try await ShopSettingsRepository(database).load()
        guard settings.whatsApp.sends(kind) else { return nil }
        let told: Told?
        switch (kind, try Self.payload(of: job)) {
        case (.lowStock, .variant(let variant)):
            told = try await Told(variant, atMost: settings.lowStockPieces, in: database)
        case (.lowStock, _), (_, .variant):
            throw JobFailure.permanent(reason: "the job does not name what it is about")
        case (_, .order(let order)):
            told = try await Told(order, kind, named: job.dedupeKey, in: database)
        }
        guard let told, let to = kind.isForOwner ? settings.whatsApp.ownerPhone : told.phone else { return nil }
        let template = NoticeTemplate(kind)
        return Notice(
            to: to, template: settings.whatsApp.template(for: kind), language: settings.whatsApp.language,
            parameters: template.parameters.map { Notice.Parameter($0.name, told.words[$0.name] ?? "") },
            buttonSuffix: template.button == nil ? nil : told.code)
    }

    private enum Subject {
        case order(OrderID)
        case variant(VariantID)
    }

    private struct Payload: Decodable {
        let order: Int64?
        let variant: Int64?
    }

    private static func payload(of job: Job) throws -> Subject {
        let payload: Payload
        do {
            payload = try JSONDecoder().decode(Payload.self, from: Data(job.payload.utf8))
        } catch {
            throw JobFailure.permanent(reason: "the job does not name what it is about")
        }
        if let order = payload.order { return .order(OrderID(order)) }
        if let variant = payload.variant { return .variant(VariantID(variant)) }
        throw JobFailure.permanent(reason: "the job does not name what it is about")
    }
}

/// What a template's variables may be filled with, by their names.
private struct Told {
    /// Of the customer; nil where only the owner is told.
    let phone: String?
    /// Of the order, for the button. Letters, digits and a hyphen: as it stands in an address.
    let code: String?
    let words: [String: String]

    /// Nil when the order is not where this kind would say that it is.
    init?(_ id: OrderID, _ kind: NoticeKind, named name: String, in database: TenantDatabase) async throws {
        guard let order = try await OrderFacts(id, in: database), kind.isDue(for: order) else { return nil }
        if !kind.isForOwner {
            guard try await database.query(NoticeSQL.agreed, .id(id)).one().bool("wants_whatsapp") else { return nil }
        }
        // The job's own name ends in the waybill that the courier did not know: once it is corrected, all is said.
        if kind == .waybillWrong, let waybill = order.parcel?.waybill, !name.hasSuffix(":\(waybill)") { return nil }
        phone = order.phone
        code = order.code
        words = [
            "nomor_pesanan": order.code, "nama": order.customerName, "total": order.total.formatted,
            "kurir": order.parcel?.courier ?? "", "resi": order.parcel?.waybill ?? "",
        ]
    }

    /// Nil when the variant is gone or there are more again.
    init?(_ id: VariantID, atMost threshold: Int64, in database: TenantDatabase) async throws {
        guard let row = try await database.query(NoticeSQL.variant, .id(id)).first else { return nil }
        let left = try row.int("on_hand")
        guard left <= threshold else { return nil }
        let options = try row.texts("option_values").joined(separator: ", ")
        phone = nil
        code = nil
        words = [
            "produk": try row.text("name") + (options.isEmpty ? "" : " (\(options))"), "sisa": left.groupedIndonesian,
        ]
    }
}

extension NoticeKind {
    /// Whether it is still true, as the order stands now: jobs may wait for hours.
    fileprivate func isDue(for order: OrderFacts) -> Bool {
        switch self {
        case .newOrder, .placed: order.state == .pending
        case .ownerPaid, .paid: order.state.isToShip
        case .waybillWrong: order.parcel != nil && order.state == .shipped
        case .shipped: order.parcel != nil && (order.state == .shipped || order.state == .delivered)
        case .cancelled: order.state == .cancelled
        case .lowStock: false
        }
    }
}

enum NoticeSQL {
    /// $1 order -> wants_whatsapp
    static let agreed = SQL("notice_agreed", "SELECT wants_whatsapp FROM {order} WHERE id = $1")

    /// $1 variant -> on_hand, name, option_values
    static let variant = SQL(
        "notice_variant",
        """
        SELECT v.on_hand, v.option_values, p.name FROM {variant} v JOIN {product} p ON p.id = v.product_id
        WHERE v.id = $1
        """)

    /// $1 order: after its sale, of each of its variants that runs low
    static let lowStock = SQL(
        "notice_low_stock",
        """
        INSERT INTO {outbox} (lane, kind, dedupe_key, payload)
        SELECT 'whatsapp', 'owner.low_stock', 'low_stock:' || v.id || ':' || sold.order_id,
               jsonb_build_object('variant', v.id)
        FROM (SELECT DISTINCT order_id, variant_id FROM {order_line} WHERE order_id = $1) sold
        JOIN {variant} v ON v.id = sold.variant_id
        CROSS JOIN {shop} s
        WHERE v.on_hand <= s.low_stock_pieces AND s.whatsapp ? 'owner_phone'
        ON CONFLICT (dedupe_key) DO NOTHING
        """, announces: true)

    /// $1 phones as digits, this country's with a leading zero: their owners want no more notices
    static let stop = SQL(
        "notice_stop",
        """
        UPDATE {order} SET wants_whatsapp = false
        WHERE wants_whatsapp
            AND regexp_replace(regexp_replace(phone, '[^0-9]', '', 'g'), '^620?', '0') = ANY ($1::text[])
        """)
}
