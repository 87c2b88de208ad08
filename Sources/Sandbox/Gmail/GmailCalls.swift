import FoundationEssentials
import Hummingbird
import Vault

/// Gmail's sending calls under `/gmail`, with the receivers that provoke each answer:
///
/// | receiver | answer |
/// |---|---|
/// | `invalid@` | 400 `Invalid To header` |
/// | `rate@` | 403 `rateLimitExceeded` twice, then it goes |
/// | `daily@` | 429, the account's daily limit |
/// | `expired@` | 401 until another access token is used |
/// | `revoked@` | the grant dies: 401, and 400 `invalid_grant` at the token endpoint |
/// | `slow@` | the letter is kept, and the connection closed without a word |
struct GmailCalls {
    let stage: Stage
    let desk: GoogleDesk
    let inbox: Inbox
    let moods = ReceiverMoods()

    func addRoutes(to router: Router<SandboxContext>) {
        let gmail = router.group("gmail")
        gmail.post("gmail/v1/users/:user/messages/send", use: handler { Self.raw($0) })
        gmail.post("upload/gmail/v1/users/:user/messages/send", use: handler { Self.upload($0) })
        router.post("_sandbox/mailboxes") { try await addMailbox(Call($0, $1)).response }
    }

    private func handler(
        _ message: @escaping @Sendable (Call) -> [UInt8]?
    ) -> @Sendable (Request, SandboxContext) async throws -> Response {
        stage.handler(
            .gmail, "send",
            names: { call in [await desk.grant(accessToken: call.bearer ?? "")?.clientID] },
            { call in
                do throws(GmailRefusal) {
                    return try await send(call, message(call))
                } catch {
                    return error.answer
                }
            })
    }

    /// Base64url in JSON; what is no base64url is no message.
    private static func raw(_ call: Call) -> [UInt8]? {
        call.body.filled("raw").flatMap(Base64URL.decode)
    }

    private static func upload(_ call: Call) -> [UInt8]? {
        call.query.text("uploadType") == "media" ? call.body.filled("message").map { Array($0.utf8) } : nil
    }

    private func send(_ call: Call, _ message: [UInt8]?) async throws(GmailRefusal) -> Answer {
        guard let token = call.bearer, let grant = await desk.grant(accessToken: token) else { throw .credentials }
        guard grant.scope.contains(GoogleDesk.sendingScope) else { throw .scopes }
        let mailbox = grant.person.email
        guard call.parameter("user") == "me" || call.parameter("user") == mailbox else {
            throw .argument("Delegation denied")
        }
        guard let message else {
            throw .argument("'raw' RFC822 payload message string or uploading message via /upload/* URL required")
        }
        guard message.count <= 36_700_160 else { throw .tooLarge }
        let mail: ReceivedMail
        do { mail = try ReceivedMail(message, by: "gmail", mailbox: mailbox, at: Date()) } catch {
            switch error {
            case .malformed(let words): throw .argument("Invalid MIME: \(words)")
            }
        }
        guard !mail.to.isEmpty else { throw .argument("Recipient address required") }
        guard Person.with(email: mail.to) != nil else { throw .argument("Invalid To header") }
        switch String(mail.to.lowercased().prefix { $0 != "@" }) {
        case "invalid": throw .argument("Invalid To header")
        case "rate": if await moods.count("rate \(mailbox) \(mail.to)") <= 2 { throw .rate }
        case "daily": throw .daily
        case "expired": if await moods.isFirst(token, for: "expired \(mailbox) \(mail.to)") { throw .credentials }
        case "revoked":
            _ = await desk.revoke(token)
            throw .credentials
        default: break
        }
        await inbox.keep(mail)
        if mail.to.lowercased().hasPrefix("slow@") { await call.context.hangUp() }
        var answer = Answer.json(["id": .text(mail.id), "threadId": .text(mail.id), "labelIds": ["SENT"]])
        answer.summary = "kepada \(mail.to): \(mail.subject)"
        return answer
    }

    private func addMailbox(_ call: Call) async -> Answer {
        guard let token = call.body.filled("refreshToken"), let client = call.body.filled("clientID"),
            let address = call.body.filled("address"), Person.with(email: address) != nil
        else {
            return .json(["error": "refreshToken, clientID and address (an e-mail address) are needed"], status: 400)
        }
        await desk.add(SandboxMailbox(refreshToken: token, clientID: client, address: address))
        return .json(["address": .text(address)], status: 201)
    }
}

/// What the provoking receivers remember between two tries.
actor ReceiverMoods {
    private var counts: [String: Int] = [:]
    private var first: [String: String] = [:]

    /// The how many-eth time it is.
    func count(_ name: String) -> Int {
        counts[name, default: 0] += 1
        return counts[name] ?? 1
    }

    /// Whether this is the token that was seen first.
    func isFirst(_ token: String, for name: String) -> Bool {
        let known = first[name] ?? token
        first[name] = known
        return known == token
    }
}

/// A no of Gmail's, with its older and newer parts.
enum GmailRefusal: Error, Equatable {
    case argument(String)
    case credentials
    case scopes
    case rate
    case daily
    case tooLarge

    var answer: Answer {
        switch self {
        case .argument(let words): body(400, words, "invalidArgument", "INVALID_ARGUMENT")
        case .credentials:
            body(
                401,
                """
                Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or \
                other valid authentication credential. See \
                https://developers.google.com/identity/sign-in/web/devconsole-project.
                """, "authError", "UNAUTHENTICATED")
        case .scopes:
            body(
                403, "Request had insufficient authentication scopes.", "insufficientPermissions", "PERMISSION_DENIED",
                details: [
                    [
                        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                        "reason": "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "domain": "googleapis.com",
                    ]
                ])
        case .rate:
            body(
                403, "User-rate limit exceeded.  Retry after \(Self.soon)", "rateLimitExceeded", "PERMISSION_DENIED",
                domain: "usageLimits")
        case .daily:
            body(
                429, "User-rate limit exceeded (Mail sending)", "rateLimitExceeded", "RESOURCE_EXHAUSTED",
                domain: "usageLimits")
        case .tooLarge: body(413, "Request entity too large", "uploadTooLarge", "INVALID_ARGUMENT")
        }
    }

    /// In two seconds, as Gmail writes it.
    private static var soon: String {
        Date(timeIntervalSinceNow: 2).formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private func body(
        _ code: Int64, _ message: String, _ reason: String, _ status: String, domain: String = "global",
        details: JSON? = nil
    ) -> Answer {
        var error: JSON = [
            "code": .integer(code), "message": .text(message),
            "errors": [["message": .text(message), "domain": .text(domain), "reason": .text(reason)]],
            "status": .text(status),
        ]
        if let details { error = error.adding(["details": details]) }
        return .json(["error": error], status: Int(code))
    }
}
