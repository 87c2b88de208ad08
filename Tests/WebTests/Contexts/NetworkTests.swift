import Testing

@testable import Web

@Suite struct NetworkTests {
    @Test(arguments: [
        ("2001:db8:0:7::1", "2001:db8:0:7::/64"), ("2001:0DB8:0000:0007:ffff:ffff:ffff:ffff", "2001:db8:0:7::/64"),
        ("2001:db8::7:0:0:1:2", "2001:db8:0:7::/64"), ("2001:db8::1", "2001:db8:0:0::/64"), ("::1", "0:0:0:0::/64"),
        ("fe80::", "fe80:0:0:0::/64"), ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "::ffff:192.0.2.7"), ("", ""),
        ("kopi", "kopi"), (":", ":"), ("1:2", "1:2"), ("1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:9"), ("x::y", "x::y"),
        ("1:2:3:4::5:6:7:8", "1:2:3:4::5:6:7:8"),
    ])
    func `an IPv6 address counts as its network, anything else as itself`(address: String, network: String) {
        var visitor = Visitor()
        visitor.address = address
        #expect(visitor.network == network)
    }
}
