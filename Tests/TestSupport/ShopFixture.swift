public import Postgres
import Tenancy
public import TokoCore

/// A shop that a test may fill.
public struct ShopFixture: Sendable {
    public let id: TenantID
    /// `shop-1`, `shop-2`.
    public let slug: Slug
    /// `shop-1.test`, `shop-2.test`.
    public let host: String
    /// What the server runs this shop's queries on: as the shop's own role.
    public let database: TenantDatabase
    public let scratch: ScratchDatabase

    /// The registry as the server sees it.
    public var control: ControlDatabase { scratch.server.control }
    /// The server's connections.
    public var pool: ConnectionPool { scratch.server }
    /// The agency's connections.
    public var admin: ConnectionPool { scratch.admin }
}

/// Gives `body` shops with all their tables and nothing in them, on a database of their own.
public func withShops<Result: Sendable>(
    _ count: Int = 1, _ body: @Sendable ([ShopFixture]) async throws -> Result
) async throws -> Result {
    try await withScratchDatabase { scratch in
        try await scratch.migrate()
        var shops: [ShopFixture] = []
        for number in 1...count {
            shops.append(try await scratch.shop("shop-\(number)"))
        }
        return try await body(shops)
    }
}

/// The same for one shop.
public func withShop<Result: Sendable>(
    _ body: @Sendable (ShopFixture) async throws -> Result
) async throws -> Result {
    try await withShops(1) { try await body($0[0]) }
}

extension ScratchDatabase {
    /// Creates a shop at `<slug>.test`.
    public func shop(_ slug: String) async throws -> ShopFixture {
        guard let slug = Slug(slug), let host = HostName("\(slug.text).test") else {
            throw RegistryError.unusableName
        }
        let id = try await TenantRegistry(pool: admin, migrations: migrations).create(
            slug: slug, name: "Toko \(slug)", domains: [host], actor: "test")
        return ShopFixture(id: id, slug: slug, host: host.text, database: server.tenant(id), scratch: self)
    }
}
