import Vault

/// An RSA key with the name it has in the key set.
struct SigningKey: Sendable {
    let id: String
    let key: RSAPrivateKey

    /// A new 2,048-bit key.
    init() throws {
        key = try RSAPrivateKey.generate()
        id = Hex.encode(SecureRandom.bytes(20))
    }

    /// Its public half, as a JWK.
    var json: JSON {
        [
            "kid": .text(id), "use": "sig", "alg": "RS256", "kty": "RSA",
            "e": .text(Base64URL.encode(key.publicExponent)), "n": .text(Base64URL.encode(key.publicModulus)),
        ]
    }
}

/// The claims of Google's ID token.
struct IDToken {
    let grant: GoogleDesk.Grant
    let accessToken: String
    /// Unix seconds.
    let now: Int64

    func signed(by key: SigningKey) throws -> String {
        try JWT.sign(Array(claims.written().utf8), keyID: key.id, with: key.key)
    }

    private var claims: JSON {
        let person = grant.person
        var claims: JSON = [
            "iss": "https://accounts.google.com", "azp": .text(grant.clientID), "aud": .text(grant.clientID),
            "sub": .text(person.sub),
        ]
        if let workspace = person.workspace { claims = claims.adding(["hd": .text(workspace)]) }
        if grant.scope.contains("userinfo.email") {
            claims = claims.adding(["email": .text(person.email), "email_verified": .bool(person.isVerified)])
        }
        let hash = Base64URL.encode(Array(Digest.sha256(accessToken.utf8).prefix(16)))
        claims = claims.adding(["at_hash": .text(hash)])
        if let nonce = grant.nonce { claims = claims.adding(["nonce": .text(nonce)]) }
        if grant.scope.contains("userinfo.profile") { claims = claims.adding(person.profile) }
        return claims.adding(["iat": .integer(now), "exp": .integer(now + 3_600)])
    }
}

extension Person {
    fileprivate var profile: JSON {
        let names: JSON = ["name": .text(name), "given_name": .text(givenName)]
        return familyName.map { names.adding(["family_name": .text($0)]) } ?? names
    }

    /// For the userinfo endpoint.
    var userInfo: JSON {
        (["sub": .text(sub)] as JSON).adding(profile)
            .adding(["email": .text(email), "email_verified": .bool(isVerified)])
            .adding(workspace.map { ["hd": .text($0)] } ?? [:])
    }
}
