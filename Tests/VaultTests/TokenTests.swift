import Testing
import Vault

struct TokenTests {
    /// RFC 7515, appendix A.2.
    static let modulus =
        "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZ"
        + "S-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTB"
        + "EMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91"
        + "kzk2PAcDTW9gb54h4FRWyuXpoQ"
    static let compact =
        "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290"
        + "Ijp0cnVlfQ.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5ju"
        + "jGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZR"
        + "mB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt"
        + "5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"

    private func publishedKey() throws -> RSAPublicKey {
        try RSAPublicKey(modulus: try #require(Base64URL.decode(Self.modulus)), exponent: [1, 0, 1])
    }

    @Test func `the published token verifies`() throws {
        let token = try JWT(compact: Self.compact)
        #expect(token.algorithm == "RS256")
        #expect(token.keyID == nil)
        #expect(
            String(decoding: token.payload, as: UTF8.self)
                == "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}")
        try token.verify(with: publishedKey())
    }

    @Test func `a changed claim or signature does not verify`() throws {
        let parts = Self.compact.split(separator: ".").map(String.init)
        let claims = Base64URL.encode(Array(#"{"iss":"jim"}"#.utf8))
        let otherClaims = try JWT(compact: [parts[0], claims, parts[2]].joined(separator: "."))
        #expect(throws: JWTError.badSignature) { try otherClaims.verify(with: publishedKey()) }
        var signature = try #require(Base64URL.decode(parts[2]))
        signature[100] ^= 1
        for bytes in [signature, [], Array(signature.dropLast()), signature + [0]] {
            let other = try JWT(compact: [parts[0], parts[1], Base64URL.encode(bytes)].joined(separator: "."))
            #expect(throws: JWTError.badSignature) { try other.verify(with: publishedKey()) }
        }
    }

    @Test func `another key does not verify it`() throws {
        let key = try RSAPrivateKey.generate()
        #expect(throws: JWTError.badSignature) { try JWT(compact: Self.compact).verify(with: key.publicKey) }
    }

    @Test(arguments: ["none", "None", "HS256", "RS512", "PS256", "ES256", "rs256", ""])
    func `no other algorithm is taken`(name: String) {
        let header = Base64URL.encode(Array(#"{"alg":"\#(name)"}"#.utf8))
        let parts = Self.compact.split(separator: ".")
        #expect(throws: JWTError.unsupportedAlgorithm) { try JWT(compact: "\(header).\(parts[1]).\(parts[2])") }
        #expect(throws: JWTError.unsupportedAlgorithm) { try JWT(compact: "\(header).\(parts[1]).") }
    }

    @Test(arguments: [
        "", ".", "..", "a.b", "a.b.c.d", "eyJhbGciOiJSUzI1NiJ9.e30", "!.e30.AA", "bm9qc29u.e30.AA", "e30.e30.AA",
        // {"alg":"RS256","crit":["exp"]}
        "eyJhbGciOiJSUzI1NiIsImNyaXQiOlsiZXhwIl19.e30.AA",
    ])
    func `what is no token is refused`(compact: String) {
        #expect(throws: JWTError.malformed) { try JWT(compact: compact) }
    }

    @Test func `a token too large for a header is refused`() {
        let body = Base64URL.encode([UInt8](repeating: 0x20, count: 16_384))
        #expect(throws: JWTError.malformed) { try JWT(compact: "eyJhbGciOiJSUzI1NiJ9.\(body).AA") }
    }

    @Test func `what the sandbox signs verifies with the key it publishes`() throws {
        let key = try RSAPrivateKey.generate()
        #expect(key.publicModulus.count == 256)
        #expect(key.publicExponent == [1, 0, 1])
        let published = try RSAPublicKey(modulus: key.publicModulus, exponent: key.publicExponent)
        let compact = try JWT.sign(Array(#"{"sub":"10769"}"#.utf8), keyID: "sandbox-1", with: key)
        let token = try JWT(compact: compact)
        #expect(token.keyID == "sandbox-1")
        #expect(String(decoding: token.payload, as: UTF8.self) == #"{"sub":"10769"}"#)
        try token.verify(with: published)
        #expect(throws: JWTError.badSignature) { try token.verify(with: publishedKey()) }
    }

    @Test func `a modulus may have leading zeros`() throws {
        let modulus = try #require(Base64URL.decode(Self.modulus))
        let key = try RSAPublicKey(modulus: [0, 0] + modulus, exponent: [0, 1, 0, 1])
        try JWT(compact: Self.compact).verify(with: key)
    }

    @Test(
        arguments: [
            ([], [1, 0, 1]), ([UInt8](repeating: 0xff, count: 128), [1, 0, 1]),
            ([UInt8](repeating: 0xff, count: 1_025), [1, 0, 1]),
            ([UInt8](repeating: 0xff, count: 255) + [0xfe], [1, 0, 1]),
            ([0x7f] + [UInt8](repeating: 0xff, count: 255), [1, 0, 1]),
            ([UInt8](repeating: 0xff, count: 256), []), ([UInt8](repeating: 0xff, count: 256), [1]),
            ([UInt8](repeating: 0xff, count: 256), [2]),
            ([UInt8](repeating: 0xff, count: 256), [UInt8](repeating: 0xff, count: 9)),
        ] as [([UInt8], [UInt8])])
    func `weak and senseless keys are refused`(modulus: [UInt8], exponent: [UInt8]) {
        #expect(throws: VaultError.invalidKey) { try RSAPublicKey(modulus: modulus, exponent: exponent) }
    }

    @Test func `a small key cannot be made`() {
        #expect(throws: VaultError.invalidKey) { try RSAPrivateKey.generate(bits: 1_024) }
    }

    /// RFC 7636, appendix B.
    @Test func `the published challenge belongs to its verifier`() {
        #expect(
            PKCE.challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
                == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test func `a verifier is as long as the RFC asks and new each time`() {
        let verifier = PKCE.verifier()
        #expect(verifier.utf8.count == 43)
        #expect(verifier != PKCE.verifier())
    }
}
