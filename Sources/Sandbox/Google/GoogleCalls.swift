import FoundationEssentials
import Hummingbird
import Vault

/// Google's sign-in under `/google`: the pages a browser sees, and the calls a shop's server makes.
struct GoogleCalls {
    let records: Records
    let stage: Stage
    let desk: GoogleDesk

    func addRoutes(to router: Router<SandboxContext>) {
        let google = router.group("google")
        google.get { _, _ in Answer.page(PeopleView().page).response }
        google.get("accounts/o/oauth2/v2/auth", use: handler("auth", authorize))
        google.post("accounts/pilih") { try await choose(Call($0, $1)).response }
        google.post("token", use: handler("token", exchange))
        google.get("certs", use: handler("certs", showKeys))
        google.get("userinfo", use: handler("userinfo", showUser))
        google.post("revoke", use: handler("revoke", revoke))
        router.post("_sandbox/google/rotate") { _, _ in
            try await desk.rotate()
            return Answer.json(["keys": .list(try await desk.allKeys.map(\.json))]).response
        }
    }

    private func handler(
        _ endpoint: String, _ work: @escaping Stage.Act
    ) -> @Sendable (Request, SandboxContext) async throws -> Response {
        stage.handler(
            .google, endpoint, names: { [$0.query.text("client_id"), Self.credentials($0)?.id] },
            { call in
                do { return try await work(call) } catch let refusal as TokenRefusal { return refusal.answer }
            })
    }

    // MARK: Pages

    @Sendable private func authorize(_ call: Call) async throws -> Answer {
        try await withRequest(FormText.pairs(of: call.request.uri.query ?? "")) { request in
            let hinted = request.loginHint.flatMap { Person.with(email: $0) ?? Person.with(sub: $0) }
            guard request.prompts.contains("none") else {
                return .page(ChooserView(request: request, hinted: hinted).page)
            }
            // Without screens there must be somebody already; scripts name them.
            guard let hinted else { throw request.refusal("interaction_required") }
            return await grant(to: hinted, request)
        }
    }

    /// A person was pressed, or their address typed, or "Batal".
    private func choose(_ call: Call) async throws -> Answer {
        guard case .object(let members) = call.body.root else { return GoogleErrorView.answer(.invalidRequest("form")) }
        let carried = members.compactMap { member -> (name: String, value: String)? in
            guard member.name.hasPrefix(ChooserView.prefix), case .text(let value) = member.value else { return nil }
            return (String(member.name.dropFirst(ChooserView.prefix.count)), value)
        }
        let ticked = members.compactMap { member -> [String]? in
            guard member.name == "izin" else { return nil }
            return call.body.texts("izin")
        }.flatMap(\.self)
        return try await withRequest(carried) { asked in
            let request = asked.granting(ticked)
            switch call.body.text("person") {
            case "batal": throw request.refusal("access_denied")
            case let sub?:
                guard let person = Person.with(sub: sub) else { throw GooglePageError.invalidRequest("person") }
                return await grant(to: person, request)
            case nil:
                let typed = call.body.text("email") ?? ""
                guard let person = Person.with(email: typed.filter { !$0.isWhitespace }) else {
                    return .page(ChooserView(request: asked, typed: typed).page, status: 422)
                }
                return await grant(to: person, request)
            }
        }
    }

    private func withRequest(
        _ pairs: [(name: String, value: String)], _ act: (AuthorizationRequest) async throws -> Answer
    ) async throws -> Answer {
        do {
            let id = pairs.last { $0.name == "client_id" }?.value ?? ""
            return try await act(AuthorizationRequest(pairs, client: await records.googleClient(id)))
        } catch let error as GooglePageError {
            return GoogleErrorView.answer(error)
        } catch let error as GoogleRedirectError {
            return .redirect(to: error.location, status: 302)
        }
    }

    private func grant(to person: Person, _ request: AuthorizationRequest) async -> Answer {
        let code = await desk.code(for: person, request)
        var pairs: [(String, String)] = []
        if let state = request.state { pairs.append(("state", state)) }
        pairs += [
            ("iss", "https://accounts.google.com"), ("code", code),
            ("scope", request.scopes.joined(separator: " ") + " " + request.grantedScope), ("authuser", "0"),
        ]
        if let workspace = person.workspace { pairs.append(("hd", workspace)) }
        pairs.append(("prompt", request.prompts.first ?? "consent"))
        return .redirect(to: FormText.address(request.redirectURI, adding: pairs), status: 302)
    }

    // MARK: Calls

    @Sendable private func exchange(_ call: Call) async throws -> Answer {
        let client = try await client(of: call)
        guard let type = call.body.filled("grant_type") else { throw TokenRefusal.missing("grant_type") }
        switch type {
        case "authorization_code":
            guard let code = call.body.filled("code") else { throw TokenRefusal.missing("code") }
            guard let uri = call.body.filled("redirect_uri") else { throw TokenRefusal.missing("redirect_uri") }
            let grant = try await desk.redeem(
                code, clientID: client.id, redirectURI: uri, verifier: call.body.filled("code_verifier"))
            return try await tokens(for: grant, isFirst: true)
        case "refresh_token":
            guard let token = call.body.filled("refresh_token") else { throw TokenRefusal.missing("refresh_token") }
            return try await tokens(for: try await desk.refresh(token, clientID: client.id), isFirst: false)
        default: throw TokenRefusal.unsupportedGrantType(type)
        }
    }

    private func tokens(for grant: GoogleDesk.Grant, isFirst: Bool) async throws -> Answer {
        let access = await desk.accessToken(for: grant)
        var answer: JSON = ["access_token": .text(access), "expires_in": .integer(GoogleDesk.tokenLife)]
        if isFirst, grant.wantsRefreshToken {
            answer = answer.adding(["refresh_token": .text(await desk.refreshToken(for: grant))])
        }
        answer = answer.adding(["scope": .text(grant.scope), "token_type": "Bearer"])
        if grant.hasOpenID {
            let token = IDToken(grant: grant, accessToken: access, now: Date.unixNow)
            guard let key = try await desk.allKeys.first else { throw HTTPError(.internalServerError) }
            answer = answer.adding(["id_token": .text(try token.signed(by: key))])
        }
        return .json(answer)
    }

    /// By `client_secret_post` or HTTP Basic.
    private func client(of call: Call) async throws -> GoogleClient {
        guard let (id, secret) = Self.credentials(call) else { throw TokenRefusal.missing("client_id") }
        guard let client = await records.googleClient(id) else {
            throw TokenRefusal.invalidClient("The OAuth client was not found.")
        }
        guard let secret else { throw TokenRefusal.invalidClient("Unauthorized") }
        guard ConstantTime.equals(Array(secret.utf8), Array(client.secret.utf8)) else {
            throw TokenRefusal.invalidClient("The provided client secret is invalid.")
        }
        return client
    }

    private static func credentials(_ call: Call) -> (id: String, secret: String?)? {
        if let header = call.request.headers[.authorization], header.hasPrefix("Basic "),
            let bytes = Base64.decode(String(header.dropFirst("Basic ".count)))
        {
            let parts = String(decoding: bytes, as: UTF8.self).split(
                separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            return (FormText.decoded(parts[0]), parts.count > 1 ? FormText.decoded(parts[1]) : nil)
        }
        return call.body.filled("client_id").map { ($0, call.body.filled("client_secret")) }
    }

    @Sendable private func showKeys(_ call: Call) async throws -> Answer {
        var answer = Answer.json(["keys": .list(try await desk.allKeys.map(\.json))])
        answer.headers[.cacheControl] = "public, max-age=21600, must-revalidate, no-transform"
        return answer
    }

    @Sendable private func showUser(_ call: Call) async -> Answer {
        guard let token = call.bearer, let person = await desk.person(accessToken: token) else {
            return .json(["error": "invalid_request", "error_description": "Invalid Credentials"], status: 401)
        }
        return .json(person.userInfo)
    }

    @Sendable private func revoke(_ call: Call) async -> Answer {
        guard await desk.revoke(call.body.text("token") ?? "") else {
            return .json(["error": "invalid_token", "error_description": "Token expired or revoked"], status: 400)
        }
        return .json([:])
    }
}
