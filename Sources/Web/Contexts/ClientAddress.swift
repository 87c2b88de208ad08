import HTTPTypes
import Hummingbird
import NIOCore

/// Reads who asks and under which origin. `X-Forwarded-*` counts only when the connection comes from a proxy the
/// operator named: anybody else can write those headers too.
public struct ClientAddress: Sendable {
    private let trustedProxies: Set<String>
    private let scheme: String
    private let port: Int?

    /// - Parameters:
    ///   - trustedProxies: addresses as text, from `TOKOKU_TRUSTED_PROXIES`.
    ///   - scheme: the scheme of the shops' public addresses, `https` in production.
    ///   - port: the port in the shops' public addresses; nil for the scheme's own.
    public init(trustedProxies: some Sequence<String>, scheme: String, port: Int?) {
        self.trustedProxies = Set(trustedProxies)
        self.scheme = scheme
        self.port = port
    }

    /// The host a request names, without its port.
    func host(of request: Request, from peer: SocketAddress?) -> String? {
        let named = forwarded("x-forwarded-host", in: request, from: peer) ?? request.head.authority
        return named.map(Self.withoutPort)
    }

    func visitor(of request: Request, host: String, from peer: SocketAddress?) -> Visitor {
        var visitor = Visitor()
        let address = forwarded("x-forwarded-for", in: request, from: peer) ?? Self.text(of: peer) ?? ""
        visitor.address = address
        let scheme = forwarded("x-forwarded-proto", in: request, from: peer) ?? self.scheme
        visitor.isSecure = scheme == "https"
        visitor.origin = origin(of: host)
        return visitor
    }

    /// A shop's public origin: from the stored host, never from a header.
    public func origin(of host: String) -> String {
        port.map { "\(scheme)://\(host):\($0)" } ?? "\(scheme)://\(host)"
    }

    /// The last entry, the one our own proxy wrote: entries before it may be the visitor's invention.
    private func forwarded(_ header: String, in request: Request, from peer: SocketAddress?) -> String? {
        guard let name = HTTPField.Name(header), let peer = Self.text(of: peer), trustedProxies.contains(peer),
            let value = request.headers[name]
        else { return nil }
        return value.split(separator: ",").map { $0.filter { $0 != " " } }.last { !$0.isEmpty }
    }

    /// A socket that listens on IPv6 for both sees IPv4 peers as `::ffff:10.0.0.1`: they are 10.0.0.1.
    private static func text(of peer: SocketAddress?) -> String? {
        guard let text = peer?.ipAddress, text.hasPrefix("::ffff:"), text.contains(".") else { return peer?.ipAddress }
        return String(text.dropFirst("::ffff:".count))
    }

    static func withoutPort(_ authority: String) -> String {
        guard let colon = authority.lastIndex(of: ":"), !authority.hasSuffix("]") else { return authority }
        return String(authority[..<colon])
    }
}
