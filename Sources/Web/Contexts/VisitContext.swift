public import Hummingbird
public import NIOCore
public import Tenancy

/// A request before it is known which shop it is for.
public struct VisitContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// Where the connection comes from: a visitor, or the proxy in front of us. See ``ClientAddress``.
    public let peer: SocketAddress?
    /// Set by ``TenantMiddleware``.
    public internal(set) var shop: Shop?
    public internal(set) var visitor = Visitor()

    public var maxUploadSize: Int { Form.largestBody }

    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress
    }
}

/// What is known of who asks, before any sign-in.
public struct Visitor: Sendable {
    /// The visitor's address as text; behind a trusted proxy the one it names. Empty when unknown.
    public internal(set) var address = ""
    /// Whom to count attempts by: the address, or the /64 that an IPv6 address lies in, because whoever has one
    /// address of it has them all.
    public var network: String { IPv6Network(of: address)?.text ?? address }
    /// Scheme, host and port as the visitor's browser sees them: `https://kopi.example.id`.
    public internal(set) var origin = ""
    public internal(set) var isSecure = true
}
