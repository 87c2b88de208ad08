import Redis
import Testing
import TokoCore

struct RedisKeyTests {
    @Test func `a shop's key begins with its number`() {
        #expect(RedisKey.tenant(TenantID(42), "page", "/produk/kopi").text == "t:42:page:/produk/kopi")
        #expect(RedisKey.tenant(TenantID(42)).text == "t:42")
        #expect(RedisKey.global("region", "31").text == "g:region:31")
    }

    @Test func `a part cannot pretend to be two`() {
        #expect(RedisKey.tenant(TenantID(4), "a:b").text == "t:4:a%3Ab")
        #expect(RedisKey.tenant(TenantID(4), "a:b") != RedisKey.tenant(TenantID(4), "a", "b"))
        #expect(RedisKey.tenant(TenantID(4), "a%3Ab") != RedisKey.tenant(TenantID(4), "a:b"))
        #expect(RedisKey.tenant(TenantID(4), "") != RedisKey.tenant(TenantID(4)))
        #expect(RedisKey.tenant(TenantID(4), "") != RedisKey.tenant(TenantID(4), "", ""))
    }

    /// Parts as an attacker would choose them, over shops whose numbers begin alike.
    @Test(arguments: 0..<20)
    func `no key of one shop is a key of another, nor of no shop`(seed: UInt64) throws {
        var random = Seeded(state: seed)
        let pieces = [
            "", ":", "::", "t", "g", "4", "42", ":2:", "t:42:", "%", "%3A", "page", "é", "\u{0}", "*", "\r\n",
        ]
        func part() -> String {
            (0..<Int.random(in: 0...3, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
        }
        let shops: [Int32] = [1, 4, 14, 42, 420, 421, Int32.max]
        var owners: [RedisKey: [String]] = [:]
        for _ in 0..<5_000 {
            let shop = shops.randomElement(using: &random)!
            let isGlobal = Int.random(in: 0..<8, using: &random) == 0
            let parts = [part(), part()]
            let key =
                isGlobal
                ? RedisKey.global(parts[0], parts[1]) : RedisKey.tenant(TenantID(shop), parts[0], parts[1])
            let owner = (isGlobal ? ["g"] : ["t", "\(shop)"]) + parts
            if let other = owners.updateValue(owner, forKey: key) { try #require(other == owner) }
        }
        #expect(owners.count > 100)
    }
}

/// SplitMix64, so that a failure can be seen again.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
