import NIOCore
import Testing

@testable import Web

@Suite struct ClientAddressTests {
    struct Case: Sendable {
        var peer = "10.0.0.1"
        var host = "shop-1.test"
        var headers: [(String, String)] = []
        let expected: (host: String?, address: String, isSecure: Bool)
    }

    /// Trusts 10.0.0.1 and ::1; public addresses are plain HTTP.
    @Test(arguments: [
        Case(peer: "192.0.2.7", expected: ("shop-1.test", "192.0.2.7", false)),
        Case(
            peer: "192.0.2.7",
            headers: [
                ("X-Forwarded-For", "1.1.1.1"), ("X-Forwarded-Host", "shop-2.test"), ("X-Forwarded-Proto", "https"),
            ], expected: ("shop-1.test", "192.0.2.7", false)),
        Case(
            headers: [("X-Forwarded-For", "198.51.100.3"), ("X-Forwarded-Proto", "https")],
            expected: ("shop-1.test", "198.51.100.3", true)),
        Case(
            headers: [("X-Forwarded-For", "1.1.1.1, 2.2.2.2,198.51.100.3 ")],
            expected: ("shop-1.test", "198.51.100.3", false)),
        // Two header lines are one list.
        Case(
            headers: [("X-Forwarded-For", "1.1.1.1"), ("X-Forwarded-For", "198.51.100.3")],
            expected: ("shop-1.test", "198.51.100.3", false)),
        Case(
            headers: [("X-Forwarded-Proto", "https, http"), ("X-Forwarded-Host", "evil.example, shop-2.test:8443")],
            expected: ("shop-2.test", "10.0.0.1", false)),
        Case(
            headers: [("X-Forwarded-For", "2001:db8::7")], expected: ("shop-1.test", "2001:db8::7", false)),
        Case(
            peer: "::1", headers: [("X-Forwarded-For", "198.51.100.3")],
            expected: ("shop-1.test", "198.51.100.3", false)),
        Case(
            peer: "2001:db8::9", headers: [("X-Forwarded-For", "1.1.1.1")],
            expected: ("shop-1.test", "2001:db8::9", false)),
        // An IPv4 peer, as a socket for both sees it.
        Case(
            peer: "::ffff:10.0.0.1", headers: [("X-Forwarded-For", "198.51.100.3")],
            expected: ("shop-1.test", "198.51.100.3", false)),
        Case(
            peer: "::ffff:192.0.2.7", headers: [("X-Forwarded-For", "198.51.100.3")],
            expected: ("shop-1.test", "192.0.2.7", false)),
        Case(headers: [("X-Forwarded-For", "")], expected: ("shop-1.test", "10.0.0.1", false)),
        Case(headers: [("X-Forwarded-For", "198.51.100.3, ")], expected: ("shop-1.test", "198.51.100.3", false)),
        Case(host: "shop-1.test:8080", expected: ("shop-1.test", "10.0.0.1", false)),
        Case(host: "[::1]:8080", expected: ("[::1]", "10.0.0.1", false)),
        Case(host: "[::1]", expected: ("[::1]", "10.0.0.1", false)),
    ])
    func `only a trusted peer may say who asks, and its last word counts`(expected: Case) throws {
        let addresses = ClientAddress(trustedProxies: ["10.0.0.1", "::1"], scheme: "http", port: nil)
        let peer = try SocketAddress(ipAddress: expected.peer, port: 50_000)
        let asked = try request(host: expected.host, headers: expected.headers)
        let visitor = addresses.visitor(of: asked, host: "shop-1.test", from: peer)
        #expect(addresses.host(of: asked, from: peer) == expected.expected.host)
        #expect(visitor.address == expected.expected.address)
        #expect(visitor.isSecure == expected.expected.isSecure)
        #expect(visitor.origin == "http://shop-1.test")
    }

    @Test func `an unknown peer is trusted with nothing`() throws {
        let addresses = ClientAddress(trustedProxies: ["", "10.0.0.1"], scheme: "https", port: nil)
        let asked = try request(headers: [("X-Forwarded-For", "1.1.1.1"), ("X-Forwarded-Proto", "http")])
        let visitor = addresses.visitor(of: asked, host: "shop-1.test", from: nil)
        #expect(visitor.address.isEmpty)
        #expect(visitor.isSecure)
        #expect(addresses.host(of: asked, from: nil) == "shop-1.test")
        #expect(addresses.host(of: try request(host: nil), from: nil) == nil)
    }

    @Test func `a shop's origin has the port of the public addresses`() {
        let local = ClientAddress(trustedProxies: [], scheme: "http", port: 8_080)
        #expect(local.origin(of: "kopi.localhost") == "http://kopi.localhost:8080")
        let open = ClientAddress(trustedProxies: [], scheme: "https", port: nil)
        #expect(open.origin(of: "kopi.example.id") == "https://kopi.example.id")
    }
}
