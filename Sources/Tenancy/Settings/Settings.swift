import FoundationEssentials

/// Everything the installation is told from outside, read once at the start and checked.
///
/// What some command cannot do without (`databaseURL`, `masterKeyFile`, `mediaDirectory`) throws when it is asked
/// for and missing; everything that is set is checked at once.
public struct Settings: Sendable {
    /// `TOKOKU_LISTEN`: the shops' listener (`127.0.0.1:8080`).
    public let listen: ListenAddress
    /// `TOKOKU_MANAGEMENT_LISTEN`: health and metrics (`127.0.0.1:9090`).
    public let managementListen: ListenAddress
    /// `TOKOKU_SANDBOX_LISTEN`: the sandbox (`127.0.0.1:8099`).
    public let sandboxListen: ListenAddress
    /// `TOKOKU_REDIS_URL`: `redis://host:port/0` or `unix:/path`; nil: caches inside the process only.
    public let redisURL: String?
    /// `TOKOKU_MEILI_URL` and `TOKOKU_MEILI_KEY`: nil: search by PostgreSQL.
    public let meiliURL: String?
    public let meiliKey: String?
    /// `TOKOKU_THEMES_DIR`: the folder of theme packs (`Themes`).
    public let themesDirectory: String
    /// `TOKOKU_TRUSTED_PROXIES`: addresses whose `X-Forwarded-*` headers count, with commas between (none).
    public let trustedProxies: [String]
    /// `TOKOKU_PUBLIC_SCHEME`: `http` or `https` in links to the shops (`https`).
    public let publicScheme: String
    /// `TOKOKU_PUBLIC_PORT`: written after the host in links to the shops (none).
    public let publicPort: Int?
    /// `TOKOKU_ENVIRONMENT`: `production` or `development` (`production`).
    public let environment: InstallationKind
    /// `TOKOKU_TRIPAY_URL` and the like.
    public let providers: ProviderAddresses

    private let database: String?
    private let adminDatabase: String?
    private let keyFile: String?
    private let media: String?

    /// - Throws: ``SettingsError`` for the first setting that is wrong.
    public init(_ source: SettingsSource) throws(SettingsError) {
        listen = try source.listener("TOKOKU_LISTEN", default: "127.0.0.1:8080")
        managementListen = try source.listener("TOKOKU_MANAGEMENT_LISTEN", default: "127.0.0.1:9090")
        sandboxListen = try source.listener("TOKOKU_SANDBOX_LISTEN", default: "127.0.0.1:8099")
        database = try source.databaseAddress("TOKOKU_DATABASE_URL")
        adminDatabase = try source.databaseAddress("TOKOKU_ADMIN_DATABASE_URL")
        redisURL = source.value("TOKOKU_REDIS_URL")
        if let redisURL, !redisURL.hasPrefix("redis://"), !redisURL.hasPrefix("unix:") {
            throw SettingsError("TOKOKU_REDIS_URL", "expected redis://host:port or unix:/path/to/socket")
        }
        keyFile = source.value("TOKOKU_MASTER_KEY_FILE")
        meiliURL = try source.webAddress("TOKOKU_MEILI_URL")
        meiliKey = source.value("TOKOKU_MEILI_KEY")
        media = source.value("TOKOKU_MEDIA_DIR")
        themesDirectory = source.value("TOKOKU_THEMES_DIR") ?? "Themes"
        trustedProxies = (source.value("TOKOKU_TRUSTED_PROXIES") ?? "")
            .split(whereSeparator: { $0 == "," || $0.isWhitespace }).map(String.init)
        if let wrong = trustedProxies.first(where: { !isNumericAddress($0) }) {
            throw SettingsError("TOKOKU_TRUSTED_PROXIES", "\(wrong) is not an IP address")
        }
        publicScheme = source.value("TOKOKU_PUBLIC_SCHEME") ?? "https"
        guard publicScheme == "http" || publicScheme == "https" else {
            throw SettingsError("TOKOKU_PUBLIC_SCHEME", "expected http or https, not \(publicScheme)")
        }
        publicPort = try source.port("TOKOKU_PUBLIC_PORT")
        let kind = source.value("TOKOKU_ENVIRONMENT") ?? InstallationKind.production.rawValue
        guard let environment = InstallationKind(rawValue: kind) else {
            throw SettingsError("TOKOKU_ENVIRONMENT", "expected production or development, not \(kind)")
        }
        self.environment = environment
        providers = try ProviderAddresses(source)
    }

    /// `TOKOKU_DATABASE_URL`: the login of the server, which owns nothing.
    public var databaseURL: String {
        get throws(SettingsError) { try Self.require(database, "TOKOKU_DATABASE_URL", "a URL postgresql://...") }
    }

    /// `TOKOKU_ADMIN_DATABASE_URL`: the login that may create schemas and roles; left out, the server's.
    public var adminDatabaseURL: String {
        get throws(SettingsError) { if let adminDatabase { adminDatabase } else { try databaseURL } }
    }

    /// `TOKOKU_MASTER_KEY_FILE`: a file with the master key, 32 bytes in base64.
    public var masterKeyFile: String {
        get throws(SettingsError) {
            try Self.require(keyFile, "TOKOKU_MASTER_KEY_FILE", "a file with 32 random bytes in base64")
        }
    }

    /// `TOKOKU_MEDIA_DIR`: the folder of the shops' pictures.
    public var mediaDirectory: String {
        get throws(SettingsError) { try Self.require(media, "TOKOKU_MEDIA_DIR", "a folder for the shops' pictures") }
    }

    /// The address of a page of a shop: `https://batik.example/admin`, or with the port while developing.
    public func publicURL(host: String, path: String) -> String {
        "\(publicScheme)://\(host)\(publicPort.map { ":\($0)" } ?? "")\(path)"
    }

    private static func require(_ value: String?, _ name: String, _ what: String) throws(SettingsError) -> String {
        guard let value else { throw SettingsError(name, "is not set; expected \(what)") }
        return value
    }
}

/// What the installation is for. In development theme packs are read again when they change.
public enum InstallationKind: String, Sendable {
    case production, development
}

extension SettingsSource {
    fileprivate func listener(_ name: String, default fallback: String) throws(SettingsError) -> ListenAddress {
        let text = value(name) ?? fallback
        guard let address = ListenAddress(text) else {
            throw SettingsError(name, "expected host:port such as \(fallback), not \(text)")
        }
        return address
    }

    fileprivate func port(_ name: String) throws(SettingsError) -> Int? {
        guard let text = value(name) else { return nil }
        guard let port = Int(text), (1...65_535).contains(port) else {
            throw SettingsError(name, "expected a port from 1 to 65535, not \(text)")
        }
        return port
    }

    /// The URL may hold a password, so the error does not repeat it.
    fileprivate func databaseAddress(_ name: String) throws(SettingsError) -> String? {
        guard let text = value(name) else { return nil }
        guard text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") else {
            throw SettingsError(name, "expected a URL postgresql://user:password@host:port/database")
        }
        return text
    }
}
