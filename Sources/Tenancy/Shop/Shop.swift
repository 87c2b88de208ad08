public import Postgres
import Synchronization
public import TokoCore

/// A shop as a request meets it: who it is, how it is set up, and its own database.
public struct Shop: Sendable {
    public let tenant: Tenant
    public let settings: ShopSettings
    public let database: TenantDatabase
}

/// Every shop's settings, read once and kept until the shop says that something changed.
public final class ShopDirectory: Sendable {
    private let tenants: TenantDirectory
    private let pool: ConnectionPool
    private let settings = Mutex(Cached())

    private struct Cached {
        var byTenant: [TenantID: ShopSettings] = [:]
        /// Raised by every dropped entry, so that a read begun before a change is not kept after it.
        var generation = 0
    }

    public init(tenants: TenantDirectory, pool: ConnectionPool) {
        self.tenants = tenants
        self.pool = pool
    }

    public func tenant(atHost host: String) -> Tenant? { tenants.tenant(atHost: host) }

    public var all: [Tenant] { tenants.all }

    public func database(of tenant: TenantID) -> TenantDatabase { pool.tenant(tenant) }

    /// - Throws: ``DatabaseError``.
    public func shop(of tenant: Tenant) async throws -> Shop {
        let database = pool.tenant(tenant.id)
        let (known, generation) = settings.withLock { ($0.byTenant[tenant.id], $0.generation) }
        if let known { return Shop(tenant: tenant, settings: known, database: database) }
        let loaded = try await ShopSettingsRepository(database).load()
        settings.withLock { if $0.generation == generation { $0.byTenant[tenant.id] = loaded } }
        return Shop(tenant: tenant, settings: loaded, database: database)
    }

    /// The version of the shop's catalogue that this node knows of; nil until its settings were read.
    public func catalogVersion(of tenant: TenantID) -> Int64? {
        settings.withLock { $0.byTenant[tenant]?.catalogVersion }
    }

    /// Listens until cancelled: a shop's catalogue or settings changed.
    public func run() async {
        for await notification in pool.notifications(on: CatalogSignal.channel) {
            settings.withLock { cached in
                cached.generation += 1
                switch notification {
                case .payload(let text):
                    if let number = Int32(text) { cached.byTenant[TenantID(number)] = nil }
                case .gap:
                    cached.byTenant.removeAll()
                }
            }
        }
    }
}
