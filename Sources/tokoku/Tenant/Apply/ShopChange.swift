/// One thing that applying a file changed, or would change.
struct ShopChange: Hashable, Sendable, Encodable {
    enum Kind: String, Sendable, Encodable {
        case added = "+"
        case changed = "~"
        case removed = "-"
    }

    let kind: Kind
    /// `domain batik.localhost`, `product kemeja-parang`. Never a secret.
    let what: String

    static func added(_ what: String) -> ShopChange { ShopChange(kind: .added, what: what) }
    static func changed(_ what: String) -> ShopChange { ShopChange(kind: .changed, what: what) }
    static func removed(_ what: String) -> ShopChange { ShopChange(kind: .removed, what: what) }
}

/// What became of one shop's file.
struct ShopReport: Sendable, Encodable {
    let shop: String
    let changes: [ShopChange]

    /// `= batik: nothing to change`, or the shop and its changes below.
    var text: String {
        if changes.isEmpty { return "= \(shop): nothing to change" }
        return "\(shop):\n" + changes.map { "  \($0.kind.rawValue) \($0.what)" }.joined(separator: "\n")
    }
}
