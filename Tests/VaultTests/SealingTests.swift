import FoundationEssentials
import Testing

@testable import Vault

struct AESGCMTests {
    struct Vector: Sendable {
        let key: String
        let nonce: String
        let plain: String
        let aad: String
        let cipher: String
        let tag: String
    }

    private static let key = "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"
    private static let plain =
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255"
    private static let cipher =
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad"

    /// Test cases 13 to 16 of "The Galois/Counter Mode of Operation", the submission to NIST.
    static let published = [
        Vector(
            key: String(repeating: "0", count: 64), nonce: String(repeating: "0", count: 24), plain: "", aad: "",
            cipher: "", tag: "530f8afbc74536b9a963b4f1c4cb738b"),
        Vector(
            key: String(repeating: "0", count: 64), nonce: String(repeating: "0", count: 24),
            plain: String(repeating: "0", count: 32), aad: "", cipher: "cea7403d4d606b6e074ec5d3baf39d18",
            tag: "d0d1c8a799996bf0265b98b5d48ab919"),
        Vector(
            key: key, nonce: "cafebabefacedbaddecaf888", plain: plain, aad: "", cipher: cipher,
            tag: "b094dac5d93471bdec1a502270e3cc6c"),
        Vector(
            key: key, nonce: "cafebabefacedbaddecaf888", plain: String(plain.dropLast(8)),
            aad: "feedfacedeadbeeffeedfacedeadbeefabaddad2", cipher: String(cipher.dropLast(8)),
            tag: "76fc6ece0f4e1768cddf8853bb2d551b"),
    ]

    @Test(arguments: published)
    func `gives the published cipher texts and tags`(vector: Vector) throws {
        let key = try #require(Hex.decode(vector.key))
        let nonce = try #require(Hex.decode(vector.nonce))
        let plain = try #require(Hex.decode(vector.plain))
        let aad = try #require(Hex.decode(vector.aad))
        let (cipher, tag) = try AESGCM.seal(plain, key: key, nonce: nonce, aad: aad)
        #expect(Hex.encode(cipher) == vector.cipher)
        #expect(Hex.encode(tag) == vector.tag)
        #expect(try AESGCM.open(cipher, tag: tag, key: key, nonce: nonce, aad: aad) == plain)
    }
}

struct SealingTests {
    let master = MasterKey.generate()
    var key: SealingKey { SealingKey(master: master, purpose: "provider secrets", version: 7) }
    let secret = Array("DEV-rahasia-kunci-toko".utf8)

    @Test(arguments: [0, 1, 15, 16, 17, 4_096])
    func `what is sealed opens again`(count: Int) throws {
        let plain = SecureRandom.bytes(count)
        let sealed = try key.seal(plain, context: "42/tripay/private_key")
        #expect(sealed.count == 1 + 4 + 12 + count + 16)
        #expect(Array(sealed.prefix(5)) == [1, 0, 0, 0, 7])
        #expect(try key.open(sealed, context: "42/tripay/private_key") == plain)
    }

    @Test func `the same secret never looks the same`() throws {
        #expect(try key.seal(secret, context: "a") != key.seal(secret, context: "a"))
    }

    @Test func `no bit can be changed`() throws {
        let sealed = try key.seal(secret, context: "42/tripay/private_key")
        for index in sealed.indices {
            for bit in 0..<8 {
                var changed = sealed
                changed[index] ^= 1 << bit
                #expect(throws: VaultError.self) { try key.open(changed, context: "42/tripay/private_key") }
            }
        }
    }

    /// One byte of each region, and what its owner is told.
    @Test(arguments: [
        (0, VaultError.notSealed), (1, .wrongKeyVersion(found: 16_777_223, expected: 7)),
        (4, .wrongKeyVersion(found: 6, expected: 7)), (5, .tampered), (16, .tampered), (17, .tampered),
        (38, .tampered), (39, .tampered), (54, .tampered),
    ])
    func `a changed byte is refused by name`(index: Int, error: VaultError) throws {
        var sealed = try key.seal(secret, context: "c")
        #expect(sealed.count == 55)
        sealed[index] ^= 1
        #expect(throws: error) { try key.open(sealed, context: "c") }
    }

    @Test func `a sealed value does not open in another row`() throws {
        let sealed = try key.seal(secret, context: "42/tripay/private_key")
        for context in ["43/tripay/private_key", "42/tripay/api_key", "42/tripay/private_key ", ""] {
            #expect(throws: VaultError.tampered) { try key.open(sealed, context: context) }
        }
    }

    @Test func `cut short or made longer, it does not open`() throws {
        let sealed = try key.seal(secret, context: "c")
        for count in sealed.indices {
            let error: VaultError = count < 33 ? .notSealed : .tampered
            #expect(throws: error) { try key.open(Array(sealed.prefix(count)), context: "c") }
        }
        #expect(throws: VaultError.tampered) { try key.open(sealed + [0], context: "c") }
    }

    @Test func `another version, purpose or master key does not open it`() throws {
        let sealed = try key.seal(secret, context: "c")
        let later = SealingKey(master: master, purpose: "provider secrets", version: 8)
        #expect(throws: VaultError.wrongKeyVersion(found: 7, expected: 8)) { try later.open(sealed, context: "c") }
        #expect(try SealingKey.version(of: sealed) == 7)
        let cookies = SealingKey(master: master, purpose: "cookies", version: 7)
        #expect(throws: VaultError.tampered) { try cookies.open(sealed, context: "c") }
        let stranger = SealingKey(master: .generate(), purpose: "provider secrets", version: 7)
        #expect(throws: VaultError.tampered) { try stranger.open(sealed, context: "c") }
    }

    @Test func `relabelling the version does not get around the key`() throws {
        var sealed = try key.seal(secret, context: "c")
        sealed[4] = 8
        let later = SealingKey(master: master, purpose: "provider secrets", version: 8)
        #expect(throws: VaultError.tampered) { try later.open(sealed, context: "c") }
    }
}

struct MasterKeyTests {
    private func file(_ content: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "key-\(SecureRandom.token())").path
        try Data(content.utf8).write(to: URL(filePath: path))
        return path
    }

    private func remove(_ path: String) {
        do { try FileManager.default.removeItem(atPath: path) } catch { Issue.record(error) }
    }

    @Test func `is read from a file of base64`() throws {
        let key = MasterKey.generate()
        let path = try file("  " + key.base64ForKeyFile + "\n")
        defer { remove(path) }
        #expect(try MasterKey(base64File: path).derived("x") == key.derived("x"))
    }

    @Test(arguments: ["", "\n", "AAAA", String(repeating: "A", count: 44), String(repeating: "!", count: 43)])
    func `a file without 32 bytes is refused`(content: String) throws {
        let path = try file(content)
        defer { remove(path) }
        #expect(throws: VaultError.malformedKeyFile(path: path)) { try MasterKey(base64File: path) }
    }

    @Test func `a missing file is refused by its name`() {
        #expect(throws: VaultError.unreadableKeyFile(path: "/nowhere/key")) {
            try MasterKey(base64File: "/nowhere/key")
        }
    }

    @Test(arguments: [0, 31, 33])
    func `only 32 bytes are a key`(count: Int) {
        #expect(throws: VaultError.invalidKey) { try MasterKey(bytes: [UInt8](repeating: 1, count: count)) }
    }

    @Test func `purposes have keys of their own`() throws {
        let key = try MasterKey(bytes: Array(0..<32))
        #expect(key.derived("sessions") != key.derived("sealing"))
        #expect(key.derived("sessions").count == 32)
        #expect(try key.derived("sessions") == MasterKey(bytes: Array(0..<32)).derived("sessions"))
    }

    @Test func `neither print nor dump shows a byte`() throws {
        let bytes = [UInt8](repeating: 171, count: 32)
        let key = try MasterKey(bytes: bytes)
        let sealing = SealingKey(master: key, purpose: "p", version: 1)
        for value in [key, sealing] as [Any] {
            var dumped = ""
            dump(value, to: &dumped)
            for text in ["\(value)", String(reflecting: value), dumped] {
                #expect(!text.contains("171"))
                #expect(text.contains("hidden"))
            }
        }
        #expect("\(sealing)" == "SealingKey(version 1, hidden)")
    }
}
