public import Hummingbird
import Logging
import Postgres
import Tenancy
public import TestSupport
public import Web
public import WebClient

/// A server of shops on a port of its own, asked over real HTTP.
public struct ShopServer: Sendable {
    public let port: Int
    public let transport: WebTransport

    /// Somebody's browser at a shop, without cookies yet.
    public func browser(at host: String) -> Browser { Browser(host: host, server: self) }
}

/// How the server is reached.
public struct ShopServerSetup: Sendable {
    /// Peers whose `X-Forwarded-*` count. Every test's peer is 127.0.0.1.
    public var trustedProxies: [String]
    public var scheme: String
    public var port: Int?

    public init(trustedProxies: [String] = [], scheme: String = "http", port: Int? = nil) {
        self.trustedProxies = trustedProxies
        self.scheme = scheme
        self.port = port
    }

    /// Behind a proxy of ours that speaks HTTPS.
    public static let behindProxy = ShopServerSetup(trustedProxies: ["127.0.0.1"], scheme: "https")
}

/// Serves the shops of `fixtures` while `body` runs, with the same middleware before the routes as in production.
public func withServer<Result: Sendable>(
    of fixtures: [ShopFixture], _ setup: ShopServerSetup = ShopServerSetup(),
    routes: (RouterGroup<ShopContext>) -> Void, _ body: @Sendable (ShopServer) async throws -> Result
) async throws -> Result {
    guard let pool = fixtures.first?.pool else { throw ShopServerError.noShops }
    let tenants = try await TenantDirectory(database: pool.control, pool: pool, logger: quiet)
    let router = Router(context: VisitContext.self, options: .autoGenerateHeadEndpoints)
    router.addMiddleware {
        SecurityHeadersMiddleware(isSecure: setup.scheme == "https")
        TenantMiddleware(
            shops: ShopDirectory(tenants: tenants, pool: pool),
            addresses: ClientAddress(trustedProxies: setup.trustedProxies, scheme: setup.scheme, port: setup.port))
    }
    routes(router.group(context: ShopContext.self))
    return try await serve(router, body)
}

private func serve<Result: Sendable>(
    _ router: Router<VisitContext>, _ body: @Sendable (ShopServer) async throws -> Result
) async throws -> Result {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let application = Application(
        router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil),
        onServerRunning: { channel in
            if let bound = channel.localAddress?.port { port.yield(bound) }
            port.finish()
        }, logger: quiet)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { port.finish() }
            try await application.run()
        }
        guard let bound = await ports.first(where: { _ in true }) else {
            try await group.waitForAll()
            throw ShopServerError.neverListened
        }
        let transport = WebTransport()
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(ShopServer(port: bound, transport: transport)))
        } catch {
            result = .failure(error)
        }
        await transport.close()
        group.cancelAll()
        return try result.get()
    }
}

public enum ShopServerError: Error {
    case noShops, neverListened
}

private let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
