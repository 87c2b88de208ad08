import FoundationEssentials
import Testing
import Vault
import WebClient

@testable import Sandbox

/// A shop that signs people in, as far as its server can see.
struct SignIn {
    var clientID = DemoCredentials.batik.googleClientID
    var secret = DemoCredentials.batik.googleClientSecret
    var redirectURI = DemoCredentials.batik.googleRedirectURI
    var verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    var challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
    var extra: [(String, String)] = [("prompt", "none"), ("login_hint", "siti.rahma@example.com")]

    var query: [(String, String)] {
        [
            ("client_id", clientID), ("redirect_uri", redirectURI), ("response_type", "code"),
            ("scope", "openid email profile"), ("state", "Zk3rT0yP7uQx9sLw2vNn4A"), ("nonce", "n-0S6_WzA2Mj8e1Rk5"),
            ("code_challenge", challenge), ("code_challenge_method", "S256"),
        ] + extra
    }

    /// The parameters the browser brings back.
    func callback(_ sandbox: RunningSandbox) async throws -> Fields {
        let answer = try await sandbox.get("/google/accounts/o/oauth2/v2/auth", query)
        return try Self.parameters(answer, redirectURI)
    }

    static func parameters(_ answer: WebResponse, _ redirectURI: String) throws -> Fields {
        let location = try #require(answer.header("Location"))
        #expect(answer.status == 302)
        #expect(location.hasPrefix(redirectURI + "?"))
        return Fields(form: String(location.dropFirst(redirectURI.count + 1)))
    }

    func exchange(_ sandbox: RunningSandbox, code: String) async throws -> WebResponse {
        try await sandbox.form(
            "/google/token",
            [
                ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectURI),
                ("client_id", clientID), ("client_secret", secret), ("code_verifier", verifier),
            ])
    }
}

@Suite struct `Google's contract` {
    @Test func `a person signs in, and the token proves who`() async throws {
        try await withSandbox { sandbox in
            let signIn = SignIn()
            let back = try await signIn.callback(sandbox)
            #expect(back.text("state") == "Zk3rT0yP7uQx9sLw2vNn4A")
            #expect(back.text("iss") == "https://accounts.google.com")
            let code = try #require(back.text("code"))
            #expect(code.hasPrefix("4/0"))
            let answer = try await signIn.exchange(sandbox, code: code).json
            #expect(answer["token_type"] == "Bearer")
            #expect(answer["refresh_token"] == nil)
            #expect(
                answer["scope"]
                    == "openid https://www.googleapis.com/auth/userinfo.email https://www.googleapis.com/auth/userinfo.profile"
            )
            let token = try JWT(compact: try #require(answer["id_token"]?.text))
            let claims = try JSON(parsing: String(decoding: token.payload, as: UTF8.self))
            #expect(claims["iss"] == "https://accounts.google.com")
            #expect(claims["aud"] == .text(signIn.clientID))
            #expect(claims["sub"] == "110169484474386276334")
            #expect(claims["email"] == "siti.rahma@example.com")
            #expect(claims["email_verified"] == true)
            #expect(claims["nonce"] == "n-0S6_WzA2Mj8e1Rk5")

            let certs = try await sandbox.get("/google/certs")
            #expect(certs.header("Cache-Control") == "public, max-age=21600, must-revalidate, no-transform")
            let keys = try certs.json["keys"]?.elements ?? []
            let key = try #require(keys.first { $0["kid"]?.text == token.keyID })
            let modulus = try #require(Base64URL.decode(key["n"]?.text ?? ""))
            let exponent = try #require(Base64URL.decode(key["e"]?.text ?? ""))
            #expect(modulus.count == 256)
            try token.verify(with: RSAPublicKey(modulus: modulus, exponent: exponent))
        }
    }

    @Test func `a code works once`() async throws {
        try await withSandbox { sandbox in
            let signIn = SignIn()
            let code = try #require(try await signIn.callback(sandbox).text("code"))
            #expect(try await signIn.exchange(sandbox, code: code).status == 200)
            let second = try await signIn.exchange(sandbox, code: code)
            #expect(second.status == 400)
            #expect(
                try second.json == ["error": "invalid_grant", "error_description": "Code was already redeemed."])
        }
    }

    @Test(arguments: [
        ("verifier", String(repeating: "x", count: 43), 400, "invalid_grant"), ("verifier", "", 400, "invalid_grant"),
        ("secret", "GOCSPX-wrong", 401, "invalid_client"), ("client", "nobody", 401, "invalid_client"),
        ("redirect", "http://batik.localhost:8080/auth/google/callback/", 400, "redirect_uri_mismatch"),
    ])
    func `a wrong exchange is refused, and the right one still works`(
        field: String, value: String, status: Int, error: String
    ) async throws {
        try await withSandbox { sandbox in
            let signIn = SignIn()
            let code = try #require(try await signIn.callback(sandbox).text("code"))
            var wrong = signIn
            switch field {
            case "verifier": wrong.verifier = value
            case "secret": wrong.secret = value
            case "client": wrong.clientID = value
            default: wrong.redirectURI = value
            }
            let answer = try await wrong.exchange(sandbox, code: code)
            #expect(answer.status == status)
            #expect(try answer.json["error"] == .text(error))
            #expect(try await signIn.exchange(sandbox, code: code).status == 200)
        }
    }

    @Test func `another client cannot redeem the code`() async throws {
        try await withSandbox { sandbox in
            let code = try #require(try await SignIn().callback(sandbox).text("code"))
            let kopi = SignIn(
                clientID: DemoCredentials.kopi.googleClientID, secret: DemoCredentials.kopi.googleClientSecret)
            #expect(try await kopi.exchange(sandbox, code: code).json["error"] == "invalid_grant")
        }
    }

    @Test func `the secret may come as HTTP Basic`() async throws {
        try await withSandbox { sandbox in
            let signIn = SignIn()
            let code = try #require(try await signIn.callback(sandbox).text("code"))
            let basic = Base64.encode(Array("\(signIn.clientID):\(signIn.secret)".utf8))
            let answer = try await sandbox.form(
                "/google/token",
                [
                    ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", signIn.redirectURI),
                    ("code_verifier", signIn.verifier),
                ], [("Authorization", "Basic \(basic)")])
            #expect(answer.status == 200)
        }
    }

    @Test(arguments: [
        ("client_id", "nobody", "invalid_client"),
        ("redirect_uri", "http://evil.example/auth/google/callback", "redirect_uri_mismatch"),
        ("redirect_uri", "http://batik.localhost:8080/auth/google/callback/", "redirect_uri_mismatch"),
        ("redirect_uri", "http://batik.localhost.evil.example/auth/google/callback", "redirect_uri_mismatch"),
        ("redirect_uri", "http://evil@x.localhost/auth/google/callback", "redirect_uri_mismatch"),
        ("response_type", "token", "invalid_request"), ("code_challenge_method", "plain", "invalid_request"),
    ])
    func `a wrong request stays on Google's page`(name: String, value: String, error: String) async throws {
        try await withSandbox { sandbox in
            let query = SignIn().query.map { $0.0 == name ? (name, value) : $0 }
            let answer = try await sandbox.get("/google/accounts/o/oauth2/v2/auth", query)
            #expect(answer.status == 400)
            #expect(answer.header("Location") == nil)
            #expect(answer.text.contains(error))
        }
    }

    @Test(arguments: [
        ("http://batik.localhost:9000/auth/google/callback", true),
        ("http://baru.localhost/auth/google/callback", true),
        ("https://batik.localhost:9000/auth/google/callback", false), ("http://batik.localhost:9000/masuk", false),
    ])
    func `a demo client may come back to any port of a localhost`(address: String, isRegistered: Bool) {
        #expect(DemoCredentials.googleClients[0].registers(address) == isRegistered)
    }

    @Test func `the chooser carries everything, and Batal goes back empty-handed`() async throws {
        try await withSandbox { sandbox in
            var signIn = SignIn()
            signIn.extra = [("prompt", "select_account")]
            let page = try await sandbox.get("/google/accounts/o/oauth2/v2/auth", signIn.query)
            #expect(page.status == 200)
            #expect(page.text.contains("<h1>Pilih akun</h1>"))
            #expect(page.text.contains("Maria O&#39;Neill-Tan"))
            let carried = signIn.query.map { ("q-" + $0.0, $0.1) }
            let cancelled = try await sandbox.form("/google/accounts/pilih", carried + [("person", "batal")])
            let refusal = try SignIn.parameters(cancelled, signIn.redirectURI)
            #expect(refusal.text("error") == "access_denied")
            #expect(refusal.text("state") == "Zk3rT0yP7uQx9sLw2vNn4A")
            #expect(refusal.text("code") == nil)
            let chosen = try await sandbox.form(
                "/google/accounts/pilih", carried + [("person", "109988776655443322110")])
            let back = try SignIn.parameters(chosen, signIn.redirectURI)
            #expect(back.text("hd") == "kopi.example.id")
            #expect(try await signIn.exchange(sandbox, code: back.text("code") ?? "").status == 200)
        }
    }

    @Test func `an unverified address says so, and without screens somebody must be named`() async throws {
        try await withSandbox { sandbox in
            var signIn = SignIn()
            signIn.extra = [("prompt", "none"), ("login_hint", "rizky@example.net")]
            let code = try #require(try await signIn.callback(sandbox).text("code"))
            let answer = try await signIn.exchange(sandbox, code: code).json
            let token = try JWT(compact: try #require(answer["id_token"]?.text))
            #expect(try JSON(parsing: String(decoding: token.payload, as: UTF8.self))["email_verified"] == false)
            signIn.extra = [("prompt", "none")]
            #expect(try await signIn.callback(sandbox).text("error") == "interaction_required")
        }
    }

    @Test func `a refresh token comes with the first consent only`() async throws {
        try await withSandbox { sandbox in
            var signIn = SignIn()
            signIn.extra += [("access_type", "offline")]
            let first = try await signIn.exchange(
                sandbox, code: try #require(try await signIn.callback(sandbox).text("code"))
            ).json
            let refresh = try #require(first["refresh_token"]?.text)
            let second = try await signIn.exchange(
                sandbox, code: try #require(try await signIn.callback(sandbox).text("code"))
            ).json
            #expect(second["refresh_token"] == nil)
            func renew() async throws -> WebResponse {
                try await sandbox.form(
                    "/google/token",
                    [
                        ("grant_type", "refresh_token"), ("refresh_token", refresh), ("client_id", signIn.clientID),
                        ("client_secret", signIn.secret),
                    ])
            }
            #expect(try await renew().json["refresh_token"] == nil)
            #expect(try await sandbox.form("/google/revoke", [("token", refresh)]).status == 200)
            #expect(try await renew().json["error_description"] == "Token has been expired or revoked.")
        }
    }

    @Test func `a new key signs, and the old one stays in the set`() async throws {
        try await withSandbox { sandbox in
            let before = try await sandbox.get("/google/certs").json["keys"]?.elements ?? []
            _ = try await sandbox.post("/_sandbox/google/rotate", [:])
            let after = try await sandbox.get("/google/certs").json["keys"]?.elements ?? []
            #expect(before.count == 1)
            #expect(after.count == 2)
            #expect(after.last == before.first)
        }
    }
}
