import Testing

@testable import Vault

struct DigestTests {
    /// FIPS 180-2, appendix B.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `SHA-256 gives the published digests`(text: String, digest: String) {
        #expect(Hex.encode(Digest.sha256(Array(text.utf8))) == digest)
        #expect(Hex.encode(Digest.sha256(text.utf8)) == digest)
    }

    struct MAC: Sendable {
        let key: [UInt8]
        let message: [UInt8]
        let code: String
    }

    /// RFC 4231, section 4: cases 1, 2, 3, 4, 6 and 7.
    static let rfc4231 = [
        MAC(
            key: [UInt8](repeating: 0x0b, count: 20), message: Array("Hi There".utf8),
            code: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        MAC(
            key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
            code: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        MAC(
            key: [UInt8](repeating: 0xaa, count: 20), message: [UInt8](repeating: 0xdd, count: 50),
            code: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        MAC(
            key: Array(1...25), message: [UInt8](repeating: 0xcd, count: 50),
            code: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        MAC(
            key: [UInt8](repeating: 0xaa, count: 131),
            message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            code: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        MAC(
            key: [UInt8](repeating: 0xaa, count: 131),
            message: Array(
                ("This is a test using a larger than block-size key and a larger than block-size data. "
                    + "The key needs to be hashed before being used by the HMAC algorithm.").utf8),
            code: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ]

    @Test(arguments: rfc4231)
    func `HMAC gives the published codes`(mac: MAC) {
        #expect(Hex.encode(HMAC.sha256(key: mac.key, message: mac.message)) == mac.code)
        #expect(HMAC.verify(hex: mac.code, key: mac.key, message: mac.message))
        #expect(HMAC.verify(hex: mac.code.uppercased(), key: mac.key, message: mac.message))
        #expect(!HMAC.verify(hex: mac.code, key: mac.key + [1], message: mac.message))
        #expect(!HMAC.verify(hex: mac.code, key: mac.key, message: mac.message + [0]))
    }

    @Test(arguments: [
        "", "b034", String(repeating: "g", count: 64), String(repeating: "0", count: 64),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7 ",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff700",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff6",
    ])
    func `no other text passes as the code`(hex: String) {
        #expect(!HMAC.verify(hex: hex, key: Self.rfc4231[0].key, message: Self.rfc4231[0].message))
    }

    /// RFC 5869, appendix A: cases 1 to 3.
    @Test(arguments: [
        (
            [UInt8](repeating: 0x0b, count: 22), Array(UInt8(0)...12), Array(UInt8(0xf0)...0xf9),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        ),
        (
            Array(UInt8(0)...0x4f), Array(UInt8(0x60)...0xaf), Array(UInt8(0xb0)...0xff),
            "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
                + "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
        ),
        (
            [UInt8](repeating: 0x0b, count: 22), [], [],
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
        ),
    ])
    func `HKDF gives the published keys`(secret: [UInt8], salt: [UInt8], info: [UInt8], key: String) {
        let derived = HKDF.sha256(secret: secret, salt: salt, info: info, count: key.utf8.count / 2)
        #expect(Hex.encode(derived) == key)
    }
}

/// The worked examples of the provider's contract sheet: sections 4, 5.8 and 6.
struct TriPaySignatureTests {
    static let key = "sandbox-demo-private-key-0001"

    @Test(arguments: [
        (
            key, "T12345TK-20260301-0007264500",
            "d5d7113e778d44a3fed5f192d11c355a554487dd6ad9be5075874ab9a755ffca"
        ),
        (
            "ytf6ooi2gmlNPfpchd94jDOk8hRWOu", "T0001INV555671500000",
            "9f167eba844d1fcb369404e2bda53702e2f78f7aa12e91da6715414e65b8c86a"
        ),
        (key, "T12345BCAVAOPTOPUP-42", "d7a1aa5cf227d1ffbc177475d02f2498021925ea095b0ced580bcb39f36dee23"),
        (key, callback(note: "null"), "a5d354c054da164f32e29a6e82a8e393e0111fb6d6ef49267193912d2a664851"),
        (
            key, callback(note: #""Dibayar via BNI\/ATM""#),
            "45cce7f219b56586e590b0735504b527d1896482965fe731901fb7e5acdf1820"
        ),
    ])
    func `the sheet's examples come out`(key: String, message: String, signature: String) {
        #expect(Hex.encode(HMAC.sha256(key: Array(key.utf8), message: Array(message.utf8))) == signature)
        #expect(HMAC.verify(hex: signature, key: Array(key.utf8), message: Array(message.utf8)))
    }

    @Test func `a callback written anew without its backslash has another signature`() {
        let code = "fc9d502c424e0adff4c885e42f114868589a060fa5fed994377b09c6b8ba33ef"
        let rewritten = Array(Self.callback(note: #""Dibayar via BNI/ATM""#).utf8)
        #expect(HMAC.verify(hex: code, key: Array(Self.key.utf8), message: rewritten))
        let raw = Array(Self.callback(note: #""Dibayar via BNI\/ATM""#).utf8)
        #expect(raw.count == 332)
        #expect(!HMAC.verify(hex: code, key: Array(Self.key.utf8), message: raw))
    }

    static func callback(note: String) -> String {
        #"{"reference":"DEV-T1234500000012ABCDE","merchant_ref":"TK-20260301-0007","#
            + #""payment_method":"BNI Virtual Account","payment_method_code":"BNIVA","total_amount":268750,"#
            + #""fee_merchant":0,"fee_customer":4250,"total_fee":4250,"amount_received":264500,"#
            + #""is_closed_payment":1,"status":"PAID","paid_at":1772341200,"note":\#(note)}"#
    }
}
