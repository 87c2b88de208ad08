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
    /// Secrets left as they are, because the variables they would come from are not set here.
    let kept: [String]

    init(shop: String, changes: [ShopChange], unset: [TenantFile.UnsetSecret]) {
        self.shop = shop
        self.changes = changes
        kept = unset.map { "\($0.key): \($0.variable) is not set" }
    }

    /// `= batik: nothing to change`, or the shop and its changes below.
    var text: String {
        let title = changes.isEmpty ? "= \(shop): nothing to change" : "\(shop):"
        let lines = changes.map { "  \($0.kind.rawValue) \($0.what)" } + kept.map { "  = kept \($0)" }
        return ([title] + lines).joined(separator: "\n")
    }
}
