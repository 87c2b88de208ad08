import Foundation
import Logging
import Postgres
import Tenancy
import TokoCore
import Vault

/// What the agency's commands work with: the settings, and the database as its owner.
struct Agency: Sendable {
    let settings: Settings
    /// Logged in as `TOKOKU_ADMIN_DATABASE_URL`.
    let pool: ConnectionPool
    let migrations: MigrationSet

    var registry: RegistryRepository { RegistryRepository(pool.control) }
    func database(of tenant: TenantID) -> TenantDatabase { pool.tenant(tenant) }
    var regions: RegionRepository { RegionRepository(pool.control) }

    /// Opens the database, does the work, and closes it whatever happens.
    static func work<Result: Sendable>(
        _ body: @Sendable (Agency) async throws -> Result
    ) async throws -> Result {
        let settings = try readSettings()
        let pool = ConnectionPool(
            .init(
                url: try settings.adminDatabaseURL, size: 2, unitDeadline: .seconds(60), applicationName: "tokoku cli"),
            logger: logger)
        let migrations = try MigrationSet.bundled()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await pool.run() }
            let result: Swift.Result<Result, any Error>
            do {
                result = .success(try await body(Agency(settings: settings, pool: pool, migrations: migrations)))
            } catch {
                result = .failure(error)
            }
            await pool.close()
            try await group.waitForAll()
            return try result.get()
        }
    }

    static func readSettings() throws(SettingsError) -> Settings {
        try Settings(SettingsSource(environment: ProcessInfo.processInfo.environment))
    }

    /// Errors are told by the commands; what is logged besides is what a developer of migrations needs.
    static var logger: Logger {
        var logger = Logger(label: "tokoku")
        logger.logLevel = .critical
        return logger
    }

    /// The keys of the shops at their providers.
    func secrets() throws -> ProviderSecrets {
        let master = try MasterKey(base64File: settings.masterKeyFile)
        return ProviderSecrets(database: pool.control, sealing: ProviderSecrets.sealingKey(master))
    }

    /// Which keys a shop has: names and ages. Works without the master key.
    func secretNames(of tenant: TenantID) async throws -> [ProviderSecrets.Entry] {
        try await ProviderSecrets.list(of: tenant, in: pool.control)
    }

    /// Who stands in the audit: the person at the keyboard, as the system knows them.
    static var actor: String {
        let environment = ProcessInfo.processInfo.environment
        return "agency:\(environment["SUDO_USER"] ?? NSUserName())"
    }
}
