import FoundationEssentials

/// Why a token is refused.
public enum JWTError: Error, Hashable, Sendable {
    /// Not three parts of base64url, or the header is not one of a signed token.
    case malformed

    /// Any `alg` but `RS256`, so neither `none` nor an HMAC under the public key.
    case unsupportedAlgorithm

    /// Not signed by this key, or changed since.
    case badSignature
}

/// A signed token (RFC 7519) in its compact form. Only `RS256` is known: that is what Google signs ID tokens with.
public struct JWT: Sendable {
    /// Always `RS256`.
    public let algorithm: String

    /// Which of the issuer's keys signed it.
    public let keyID: String?

    /// The claims, as JSON. Anybody can have written them until ``verify(with:)`` has returned.
    public let payload: [UInt8]

    private let signed: [UInt8]
    private let signature: [UInt8]

    /// What fits into a header field; ID tokens have about 1 KB.
    private static let maxBytes = 16_384

    private struct Header: Decodable {
        let alg: String
        let kid: String?
        let crit: [String]?
    }

    /// Reads the parts; does not check the signature.
    public init(compact: String) throws(JWTError) {
        guard compact.utf8.count <= Self.maxBytes else { throw .malformed }
        let parts = compact.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let head = Base64URL.decode(String(parts[0])),
            let payload = Base64URL.decode(String(parts[1])), let signature = Base64URL.decode(String(parts[2]))
        else { throw .malformed }
        let header: Header
        do { header = try JSONDecoder().decode(Header.self, from: Data(head)) } catch { throw .malformed }
        guard header.alg == "RS256" else { throw .unsupportedAlgorithm }
        // RFC 7515, section 4.1.11: who does not understand what `crit` lists must refuse; we understand nothing.
        guard header.crit == nil else { throw .malformed }
        algorithm = header.alg
        keyID = header.kid
        self.payload = payload
        signed = Array("\(parts[0]).\(parts[1])".utf8)
        self.signature = signature
    }

    /// - Throws: ``JWTError/badSignature``. Issuer, audience, time and nonce are the caller's to check.
    public func verify(with key: RSAPublicKey) throws(JWTError) {
        guard key.verifyPKCS1SHA256(message: signed, signature: signature) else { throw .badSignature }
    }

    /// Signs claims into the compact form, for the sandbox.
    ///
    /// - Throws: ``VaultError/invalidKey`` for a key ID that is not printable ASCII without `"` and `\`.
    public static func sign(_ payload: [UInt8], keyID: String, with key: RSAPrivateKey) throws(VaultError) -> String {
        // Goes into the header as it stands, so it may hold nothing that JSON would have to escape.
        guard keyID.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x22 && $0 != 0x5c }) else { throw .invalidKey }
        let header = #"{"alg":"RS256","typ":"JWT","kid":"\#(keyID)"}"#
        let signed = Base64URL.encode(Array(header.utf8)) + "." + Base64URL.encode(payload)
        return signed + "." + Base64URL.encode(try key.signPKCS1SHA256(Array(signed.utf8)))
    }
}
