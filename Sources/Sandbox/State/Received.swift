import FoundationEssentials

/// All that was asked of the sandbox's providers, newest kept: who asked what, and what was answered. No keys.
actor Received {
    struct Entry: Sendable {
        let number: Int64
        let at: Date
        let provider: Provider
        let endpoint: String
        /// Nil when the key belongs to nobody known, or there was none.
        let shop: String?
        /// `GET /binderbyte/v1/track`, without the query; empty for what is no HTTP.
        let request: String
        /// Nil when there was no answer.
        let status: Int?
        /// One line, without keys.
        let summary: String
    }

    /// Older entries make room.
    static let capacity = 5_000

    private var entries: [Entry] = []
    private var last: Int64 = 0
    private var shops: [String: String] = [:]

    init(shops: [DemoCredentials.Shop] = DemoCredentials.shops, merchants: [Merchant] = []) {
        for merchant in merchants {
            self.shops[merchant.apiKey] = merchant.name
            self.shops[merchant.merchantCode] = merchant.name
        }
        for shop in shops { for key in shop.keys { self.shops[key] = shop.name } }
    }

    /// From now on calls with these keys are this shop's.
    func know(_ shop: String, by keys: [String]) {
        for key in keys where !key.isEmpty { shops[key] = shop }
    }

    /// The shop that one of these keys, codes or client ids belongs to.
    func shop(of names: [String?]) -> String? {
        names.lazy.compactMap { $0 }.compactMap { self.shops[$0] }.first
    }

    /// - Parameters:
    ///   - shop: its name; ``shop(of:)`` finds it by a key.
    ///   - summary: what it was about, without keys.
    func note(
        _ provider: Provider, _ endpoint: String, shop: String?, summary: String, request: String = "",
        status: Int? = nil
    ) {
        last += 1
        if entries.count >= Self.capacity { entries.removeFirst(entries.count - Self.capacity + 1) }
        entries.append(
            Entry(
                number: last, at: Date(), provider: provider, endpoint: endpoint, shop: shop, request: request,
                status: status, summary: String(summary.prefix(300))))
    }

    /// Newest first.
    func list(shop: String? = nil, provider: Provider? = nil, endpoint: String? = nil) -> [Entry] {
        entries.reversed().filter { entry in
            (shop == nil || entry.shop == shop) && (provider == nil || entry.provider == provider)
                && (endpoint == nil || entry.endpoint == endpoint)
        }
    }

    /// How many there are by shop, unknown ones under an empty name.
    var counts: [(shop: String, calls: Int)] {
        Dictionary(grouping: entries) { $0.shop ?? "" }.map { ($0.key, $0.value.count) }
            .sorted { $0.0 < $1.0 }
    }
}

extension Received.Entry {
    var json: JSON {
        [
            "number": .integer(number), "at": .integer(Int64(at.timeIntervalSince1970)),
            "provider": .text(provider.rawValue), "endpoint": .text(endpoint), "shop": .optional(shop),
            "request": .text(request), "status": .optional(status.map(Int64.init)), "summary": .text(summary),
        ]
    }
}

extension DemoCredentials.Shop {
    /// All by which a call of this shop can be told. Names that are no keys harm nothing here.
    fileprivate var keys: [String] {
        Mirror(reflecting: self).children.compactMap { child in
            child.label == "name" || child.label == "slug" ? nil : child.value as? String
        }
    }
}
