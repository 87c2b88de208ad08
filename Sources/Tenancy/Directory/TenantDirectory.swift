public import Logging
public import Postgres
import Synchronization
public import TokoCore

/// Which shop a host leads to, from memory, right within a second of a change on every node.
///
/// `run()` listens for the registry's notifications and besides reads it once a second, so that a lost notification
/// costs a second and no more. While the database is away the last known registry stands.
public final class TenantDirectory: Sendable {
    private struct Snapshot: Sendable {
        var all: [Tenant] = []
        var byHost: [String: Tenant] = [:]
        var byID: [TenantID: Tenant] = [:]
    }

    private let database: ControlDatabase
    private let pool: ConnectionPool
    private let logger: Logger
    private let snapshot = Mutex(Snapshot())

    /// Reads the registry once.
    /// - Throws: `DatabaseError`: without a registry no host can be answered.
    public init(database: ControlDatabase, pool: ConnectionPool, logger: Logger) async throws {
        self.database = database
        self.pool = pool
        self.logger = logger
        try await reload()
    }

    /// - Parameter host: without a port; any case, a dot at the end is all right. Suspended shops are found too.
    public func tenant(atHost host: String) -> Tenant? {
        if let known = snapshot.withLock({ $0.byHost[host] }) { return known }
        guard let name = HostName(host), name.text != host else { return nil }
        return snapshot.withLock { $0.byHost[name.text] }
    }

    public func tenant(_ id: TenantID) -> Tenant? { snapshot.withLock { $0.byID[id] } }

    /// Every shop that is not being deleted, by id.
    public var all: [Tenant] { snapshot.withLock { $0.all } }

    /// Reads the registry and puts all of it in place at once.
    public func reload() async throws {
        let tenants = try await database.query(DirectorySQL.tenants).map(Tenant.init(row:))
        var next = Snapshot()
        next.all = tenants
        for tenant in tenants {
            next.byID[tenant.id] = tenant
            for host in tenant.hosts { next.byHost[host] = tenant }
        }
        snapshot.withLock { [next] in $0 = next }
    }

    /// Keeps the directory fresh until the task is cancelled.
    public func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await _ in self.pool.notifications(on: "tokoku_registry") { await self.refresh() }
            }
            group.addTask {
                while true {
                    try await Task.sleep(for: .seconds(1))
                    await self.refresh()
                }
            }
            do { try await group.next() } catch is CancellationError {}
            group.cancelAll()
        }
    }

    private func refresh() async {
        do {
            try await reload()
        } catch is CancellationError {
            return
        } catch {
            logger.warning("registry not read, the last one stands", metadata: ["error": "\(error)"])
        }
    }
}

enum DirectorySQL {
    /// -> id, slug, name, state, hosts (primary first), has_primary, secrets_stamp
    static let tenants = SQL(
        "directory.tenants",
        """
        SELECT t.id, t.slug, t.name, t.state,
            coalesce(d.hosts, ARRAY[]::text[]) AS hosts, coalesce(d.has_primary, false) AS has_primary,
            coalesce(s.stamp, '') AS secrets_stamp
        FROM {tenant} t
        LEFT JOIN (
            SELECT tenant_id, array_agg(host ORDER BY is_primary DESC, host) AS hosts,
                bool_or(is_primary) AS has_primary
            FROM {domain} GROUP BY tenant_id
        ) d ON d.tenant_id = t.id
        LEFT JOIN (
            SELECT tenant_id, count(*) || ' ' || max(updated_at)::text AS stamp
            FROM {provider_secret} GROUP BY tenant_id
        ) s ON s.tenant_id = t.id
        WHERE t.state <> 'deleting'
        ORDER BY t.id
        """)
}

extension Tenant {
    /// A row of ``DirectorySQL/tenants``.
    init(row: Row) throws {
        guard let slug = Slug(try row.text("slug")) else {
            throw DatabaseError.decoding(column: "slug", expected: "a slug")
        }
        guard let state = TenantState(rawValue: try row.text("state")) else {
            throw DatabaseError.decoding(column: "state", expected: "a tenant's state")
        }
        let hosts = try row.texts("hosts")
        self.init(
            id: TenantID(Int32(try row.int("id"))), slug: slug, name: try row.text("name"), state: state,
            primaryHost: try row.bool("has_primary") ? hosts.first : nil, hosts: hosts,
            secretsStamp: try row.text("secrets_stamp"))
    }
}
