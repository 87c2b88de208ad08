/// Whom a shop tells of its orders by WhatsApp, and in which of its templates.
public struct WhatsAppChoices: Sendable, Hashable {
    /// `+6281234567890`; nil: the owner is told nothing.
    public var ownerPhone: String?
    /// Whether customers who ask for it are told of their orders.
    public var customers: Bool
    /// Of the templates: `id`.
    public var language: String
    /// Names that differ from ``NoticeKind/defaultTemplate``.
    public var templates: [NoticeKind: String]

    public init(
        ownerPhone: String? = nil, customers: Bool = false, language: String = "id",
        templates: [NoticeKind: String] = [:]
    ) {
        self.ownerPhone = ownerPhone
        self.customers = customers
        self.language = language
        self.templates = templates
    }

    public func template(for kind: NoticeKind) -> String { templates[kind] ?? kind.defaultTemplate }

    /// Whether the shop's choices let this notice leave at all.
    public func sends(_ kind: NoticeKind) -> Bool { kind.isForOwner ? ownerPhone != nil : customers }
}

/// What is told by WhatsApp; the raw values are the outbox's kinds.
public enum NoticeKind: String, CaseIterable, Sendable, Hashable {
    case newOrder = "owner.new_order"
    case ownerPaid = "owner.paid"
    case lowStock = "owner.low_stock"
    case waybillWrong = "owner.waybill_wrong"
    case placed = "customer.placed"
    case paid = "customer.paid"
    case shipped = "customer.shipped"
    case cancelled = "customer.cancelled"

    public var isForOwner: Bool {
        switch self {
        case .newOrder, .ownerPaid, .lowStock, .waybillWrong: true
        case .placed, .paid, .shipped, .cancelled: false
        }
    }

    /// The template's name in the shop's WhatsApp account, unless the shop has another.
    public var defaultTemplate: String {
        switch self {
        case .newOrder: "pesanan_baru"
        case .ownerPaid: "pesanan_dibayar_toko"
        case .lowStock: "stok_menipis"
        case .waybillWrong: "resi_bermasalah"
        case .placed: "pesanan_diterima"
        case .paid: "pesanan_dibayar"
        case .shipped: "pesanan_dikirim"
        case .cancelled: "pesanan_dibatalkan"
        }
    }
}

/// `{"owner_phone": "+62...", "customers": true, "language": "id", "templates": {"owner.paid": "lunas"}}`; whatever is
/// missing is as in a shop without WhatsApp, and a kind that this version does not know is passed over.
extension WhatsAppChoices: Codable {
    private enum CodingKeys: String, CodingKey {
        case customers, language, templates
        case ownerPhone = "owner_phone"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let named = try container.decodeIfPresent([String: String].self, forKey: .templates) ?? [:]
        self.init(
            ownerPhone: try container.decodeIfPresent(String.self, forKey: .ownerPhone),
            customers: try container.decodeIfPresent(Bool.self, forKey: .customers) ?? false,
            language: try container.decodeIfPresent(String.self, forKey: .language) ?? "id",
            templates: named.reduce(into: [:]) { all, entry in
                if let kind = NoticeKind(rawValue: entry.key) { all[kind] = entry.value }
            })
    }

    /// The phone's key is left out when there is none: statements ask for the key.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(ownerPhone, forKey: .ownerPhone)
        try container.encode(customers, forKey: .customers)
        try container.encode(language, forKey: .language)
        let named = templates.map { ($0.key.rawValue, $0.value) }
        try container.encode(Dictionary(uniqueKeysWithValues: named), forKey: .templates)
    }
}
