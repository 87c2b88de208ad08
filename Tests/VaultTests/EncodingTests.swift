import Testing
import Vault

/// The vectors of RFC 4648, section 10.
private let rfc4648: [(String, String, String)] = [
    ("", "", ""), ("f", "Zg==", "66"), ("fo", "Zm8=", "666f"), ("foo", "Zm9v", "666f6f"),
    ("foob", "Zm9vYg==", "666f6f62"), ("fooba", "Zm9vYmE=", "666f6f6261"), ("foobar", "Zm9vYmFy", "666f6f626172"),
]

struct EncodingTests {
    @Test(arguments: rfc4648)
    func `the published texts go both ways`(plain: String, base64: String, hex: String) {
        let bytes = Array(plain.utf8)
        #expect(Base64.encode(bytes) == base64)
        #expect(Base64.decode(base64) == bytes)
        #expect(Base64URL.encode(bytes) == base64.filter { $0 != "=" })
        #expect(Base64URL.decode(base64) == bytes)
        #expect(Base64URL.decode(base64.filter { $0 != "=" }) == bytes)
        #expect(Hex.encode(bytes) == hex)
        #expect(Hex.decode(hex) == bytes)
    }

    @Test func `the two alphabets differ in their last two letters`() {
        #expect(Base64.encode([0xfb, 0xff, 0xbf]) == "+/+/")
        #expect(Base64URL.encode([0xfb, 0xff, 0xbf]) == "-_-_")
        #expect(Base64URL.decode("+/+/") == nil)
        #expect(Base64.decode("-_-_") == nil)
    }

    @Test(arguments: [
        "A", "AAAAA", "Zh==", "Zm9=", "Zm9v====", "Zg=", "Zg===", "Zm 9v", "Zm9v\n", "=", "Zg==Zg==", "é",
    ])
    func `no base64 is read from`(text: String) {
        #expect(Base64.decode(text) == nil)
        #expect(Base64URL.decode(text) == nil)
    }

    @Test(arguments: ["a", "0g", "0x", " 0", "é"])
    func `no hex is read from`(text: String) {
        #expect(Hex.decode(text) == nil)
    }

    @Test func `hex is read in either case and written in lower`() {
        #expect(Hex.decode("DeadBEEF") == [0xde, 0xad, 0xbe, 0xef])
        #expect(Hex.encode([0xde, 0xad, 0xbe, 0xef]) == "deadbeef")
    }

    @Test(arguments: 0..<64)
    func `every length survives a round trip`(count: Int) {
        let bytes = SecureRandom.bytes(count)
        #expect(bytes.count == count)
        #expect(Base64.decode(Base64.encode(bytes)) == bytes)
        #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        #expect(Hex.decode(Hex.encode(bytes)) == bytes)
    }

    @Test func `tokens are 43 letters and never the same`() {
        let tokens = (0..<1_000).map { _ in SecureRandom.token() }
        #expect(tokens.allSatisfy { $0.utf8.count == 43 })
        #expect(Set(tokens).count == 1_000)
    }

    @Test func `equality looks at every byte and at the length`() {
        let bytes = SecureRandom.bytes(32)
        #expect(ConstantTime.equals(bytes, bytes))
        #expect(ConstantTime.equals([], []))
        for index in bytes.indices {
            var other = bytes
            other[index] ^= 1
            #expect(!ConstantTime.equals(bytes, other))
        }
        #expect(!ConstantTime.equals(bytes, Array(bytes.dropLast())))
    }
}
