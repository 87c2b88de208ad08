public import FoundationEssentials
public import Postgres
import Synchronization
public import TokoCore
public import Vault

/// The shops' keys at their providers, sealed in the registry and opened when they are needed.
///
/// A value is sealed for its place, "tenant/provider/field": moved to another row it does not open. With a directory,
/// opened values are kept in memory until the directory sees that a secret of the shop has changed.
public final class ProviderSecrets: Sendable {
    private struct Place: Hashable {
        let tenant: TenantID
        let provider: Provider
    }
    private struct Opened: Sendable {
        let stamp: String
        let values: [String: String]
    }

    let database: ControlDatabase
    private let keys: [SealingKey]
    private let directory: TenantDirectory?
    private let cache = Mutex<[Place: Opened]>([:])

    /// - Parameters:
    ///   - sealing: seals what is set from now on; see ``sealingKey(_:version:)``.
    ///   - older: open what was sealed before a change of master key.
    ///   - directory: without one nothing is cached.
    public init(
        database: ControlDatabase, sealing: SealingKey, older: [SealingKey] = [], directory: TenantDirectory? = nil
    ) {
        self.database = database
        self.keys = [sealing] + older
        self.directory = directory
    }

    /// The key for the registry's secrets.
    public static func sealingKey(_ master: MasterKey, version: Int = 1) -> SealingKey {
        SealingKey(master: master, purpose: "tokoku provider secrets", version: version)
    }

    /// Every field of a provider that the shop has set.
    /// - Throws: `VaultError` when a value does not open: another master key, or a row that was moved or changed.
    public func all(_ provider: Provider, of tenant: TenantID) async throws -> [String: String] {
        let place = Place(tenant: tenant, provider: provider)
        let stamp = directory?.tenant(tenant)?.secretsStamp
        if let stamp, let kept = cache.withLock({ $0[place] }), kept.stamp == stamp { return kept.values }
        let rows = try await database.query(
            SecretSQL.values, .int(Int64(tenant.number)), .text(provider.rawValue))
        var values: [String: String] = [:]
        for row in rows {
            let field = try row.text("field")
            values[field] = try open(row.bytes("sealed"), context: Self.context(tenant, provider, field))
        }
        if let stamp { cache.withLock { [values] in $0[place] = Opened(stamp: stamp, values: values) } }
        return values
    }

    /// One field, nil when the shop has not set it.
    public func secret(_ provider: Provider, _ field: String, of tenant: TenantID) async throws -> String? {
        try await all(provider, of: tenant)[field]
    }

    /// Seals and stores a value in place of the one before. Needs the agency's login.
    public func set(
        _ provider: Provider, _ field: String, to value: String, of tenant: TenantID, actor: String
    ) async throws {
        let sealed = try sealed(value, provider, field, of: tenant)
        let detail = try OperatorAudit.detail(["provider": provider.rawValue, "field": field])
        try await database.run([
            Statement(
                SecretSQL.set, .int(Int64(tenant.number)), .text(provider.rawValue), .text(field), .bytes(sealed),
                .int(Int64(keyVersion))),
            Statement(
                OperatorAudit.insert, .text(actor), .text("secret.set"), .int(Int64(tenant.number)), .json(detail)),
        ])
    }

    /// What a shop has set: names and ages, never values.
    public func list(of tenant: TenantID) async throws -> [Entry] {
        try await Self.list(of: tenant, in: database)
    }

    /// The same without a key, which names and ages need not.
    public static func list(of tenant: TenantID, in database: ControlDatabase) async throws -> [Entry] {
        try await database.query(SecretSQL.list, .int(Int64(tenant.number))).map { row in
            Entry(
                provider: try row.text("provider"), field: try row.text("field"),
                keyVersion: Int(try row.int("key_version")), updatedAt: try row.date("updated_at"))
        }
    }

    public struct Entry: Sendable, Hashable {
        public let provider: String
        public let field: String
        public let keyVersion: Int
        public let updatedAt: Date
    }

    /// Of the key that seals from now on.
    var keyVersion: Int { keys[0].version }

    /// A value as it lies in the registry, for its place only.
    func sealed(
        _ value: String, _ provider: Provider, _ field: String, of tenant: TenantID
    ) throws(VaultError) -> [UInt8] {
        try keys[0].seal(Array(value.utf8), context: Self.context(tenant, provider, field))
    }

    /// What this process wrote it need not wait for the directory to notice.
    func forget(_ provider: Provider, of tenant: TenantID) {
        cache.withLock { $0[Place(tenant: tenant, provider: provider)] = nil }
    }

    private func open(_ sealed: [UInt8], context: String) throws(VaultError) -> String {
        let version = try SealingKey.version(of: sealed)
        let key = keys.first { $0.version == version } ?? keys[0]
        return String(decoding: try key.open(sealed, context: context), as: UTF8.self)
    }

    private static func context(_ tenant: TenantID, _ provider: Provider, _ field: String) -> String {
        "\(tenant)/\(provider.rawValue)/\(field)"
    }
}

enum SecretSQL {
    /// $1 tenant, $2 provider -> field, sealed
    static let values = SQL(
        "secret.values", "SELECT field, sealed FROM {provider_secret} WHERE tenant_id = $1 AND provider = $2")

    /// $1 tenant, $2 provider, $3 field, $4 sealed, $5 key version
    static let set = SQL(
        "secret.set",
        """
        INSERT INTO {provider_secret} (tenant_id, provider, field, sealed, key_version) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (tenant_id, provider, field) DO UPDATE
        SET sealed = excluded.sealed, key_version = excluded.key_version, updated_at = now()
        """)

    /// $1 tenant -> provider, field, key_version, updated_at
    static let list = SQL(
        "secret.list",
        """
        SELECT provider, field, key_version, updated_at FROM {provider_secret}
        WHERE tenant_id = $1 ORDER BY provider, field
        """)
}
