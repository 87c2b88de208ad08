public import Postgres
public import Tenancy

/// What the shop's people should look after, in one quick question: for the top of their pages.
public struct ShopTroubles: Sendable, Hashable {
    /// Messages that nobody tries to send any more.
    public let parked: Int64
    /// Those that are down or refuse the shop's keys.
    public let providers: [Provider]

    public var isQuiet: Bool { parked == 0 && providers.isEmpty }

    /// - Throws: `DatabaseError`.
    public init(of shop: Shop) async throws { try await self.init(in: shop.database) }

    /// - Throws: `DatabaseError`.
    public init(in database: TenantDatabase) async throws {
        let row = try await database.query(TroubleSQL.now).one()
        parked = try row.int("parked")
        providers = try row.texts("providers").compactMap(Provider.init(rawValue:))
    }
}

enum TroubleSQL {
    /// -> parked, providers
    static let now = SQL(
        "shop_troubles",
        """
        SELECT (SELECT count(*) FROM {outbox} WHERE state = 'parked') AS parked,
               ARRAY(SELECT provider FROM {provider_health} WHERE state IN ('down', 'refused') ORDER BY provider)
                   AS providers
        """)
}
