import Foundation
import Jobs
import Logging
import Sandbox
import SandboxSupport
import Tenancy
import TestSupport
import TokoCore
import WebClient

@testable import Messaging

/// A shop with a mailbox, and the post office it sends by.
struct MailFixture: Sendable {
    let shop: ShopFixture
    /// `http://127.0.0.1:40123`; of the real Gmail: empty.
    let sandbox: String
    let endpoints: GmailEndpoints
    let transport: WebTransport
    let tokens: GmailTokens

    var secrets: ProviderSecrets { shop.scratch.secrets(as: shop.pool) }
    var accounts: GmailAccounts { GmailAccounts(secrets: secrets) }

    var gmail: GmailMailer {
        GmailMailer(accounts: accounts, tokens: tokens, endpoints: endpoints, transport: transport)
    }

    var lane: MailLane {
        let shop = shop
        return MailLane(
            writer: PayloadWriter(), transports: [gmail, SMTPMailer(accounts: SMTPAccounts(secrets: secrets))],
            database: { _ in shop.database }, host: { _ in shop.host })
    }

    var connection: GmailConnection {
        GmailConnection(
            accounts: accounts, tokens: tokens, endpoints: endpoints, transport: transport,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func set(_ provider: Provider, _ values: [String: String]) async throws {
        let agency = shop.scratch.secrets(as: shop.admin)
        for (field, value) in values { try await agency.set(provider, field, to: value, of: shop.id, actor: "test") }
    }

    /// Sends to these, one job each.
    func send(to receivers: String...) async throws -> Ledger {
        let ledger = Ledger()
        let jobs = receivers.enumerated().map { index, receiver in
            Job(
                id: Int64(index + 1), lane: .mail, kind: "mail.receipt", dedupeKey: "order:\(index + 1):mail.receipt",
                payload: "{\"to\":\"\(receiver)\"}", attempts: 0, unknowns: 0, createdAt: Date())
        }
        try await lane.attempt(jobs, for: shop.id, log: ledger)
        return ledger
    }

    /// What became of one letter to this receiver.
    func outcome(to receiver: String) async throws -> JobOutcome? {
        try await send(to: receiver).outcomes.first?.outcome
    }

    // MARK: The sandbox

    func switchOn(_ provider: String, _ endpoint: String, _ mode: String) async throws {
        let order = """
            {"provider":"\(provider)","endpoint":"\(endpoint)","mode":"\(mode)","milliseconds":200}
            """
        _ = try await transport.send(.json("\(sandbox)/_sandbox/misbehave", body: Array(order.utf8)))
    }

    func switchOff() async throws {
        _ = try await transport.send(WebRequest(method: "DELETE", url: "\(sandbox)/_sandbox/misbehave"))
    }

    struct Received: Decodable {
        struct File: Decodable {
            let name: String
            let type: String
            let size: Int
            let url: String
        }
        let id: String
        let shop: String
        let from: String
        let to: String
        let subject: String
        let text: String
        let html: String
        let attachments: [File]
    }

    func mails(to receiver: String) async throws -> [Received] {
        struct Answer: Decodable { let mails: [Received] }
        let answer = try await transport.send(.get("\(sandbox)/_sandbox/mails", query: [("to", receiver)]))
        return try JSONDecoder().decode(Answer.self, from: Data(answer.body)).mails
    }

    /// How often the sandbox was asked for tokens.
    func tokenCalls() async throws -> Int {
        struct Answer: Decodable {
            struct Entry: Decodable { let number: Int }
            let received: [Entry]
        }
        let answer = try await transport.send(
            .get("\(sandbox)/_sandbox/received", query: [("provider", "google"), ("endpoint", "token")]))
        return try JSONDecoder().decode(Answer.self, from: Data(answer.body)).received.count
    }
}

/// A shop at the sandbox, with batik's Google client and, unless told otherwise, batik's mailbox.
func withMailFixture(
    isConnected: Bool = true, _ body: @Sendable (MailFixture) async throws -> Void
) async throws {
    try await withSandbox { base in
        let endpoints = GmailEndpoints(
            accountsURL: "\(base)/google/accounts", tokenURL: "\(base)/google/token", jwksURL: "\(base)/google/certs",
            gmailURL: "\(base)/gmail")
        let (batik, mailbox) = (DemoCredentials.batik, DemoCredentials.mailboxes[0])
        try await withMailFixture(at: base, endpoints) { fixture in
            try await fixture.set(
                .google, ["client_id": batik.googleClientID, "client_secret": batik.googleClientSecret])
            if isConnected {
                try await fixture.set(
                    .gmail,
                    [
                        "refresh_token": mailbox.refreshToken, "client_id": mailbox.clientID,
                        "address": mailbox.address,
                    ])
            }
            try await body(fixture)
        }
    }
}

func withMailFixture(
    at sandbox: String, _ endpoints: GmailEndpoints, _ body: @Sendable (MailFixture) async throws -> Void
) async throws {
    let transport = WebTransport()
    do {
        try await withShop { shop in
            try await body(
                MailFixture(
                    shop: shop, sandbox: sandbox, endpoints: endpoints, transport: transport,
                    tokens: GmailTokens(endpoints: endpoints, transport: transport)))
        }
    } catch {
        await transport.close()
        throw error
    }
    await transport.close()
}

/// Writes to whom the job's payload says.
struct PayloadWriter: MailWriter {
    private struct Payload: Decodable { let to: String }

    func mail(for job: Job, of tenant: TenantID) async throws -> Mail? {
        let payload = try JSONDecoder().decode(Payload.self, from: Data(job.payload.utf8))
        guard !payload.to.isEmpty else { return nil }
        return Mail(
            to: MailAddress(name: "Siti ☕ Rahma", address: payload.to), subject: "Kuitansi – pesanan \(job.id)",
            text: "Terima kasih, Siti!\nTotal Rp 170.000", html: "<p>Terima kasih, <b>Siti</b>!</p>",
            attachments: [
                MailAttachment(name: "Kuitansi ☕.pdf", type: "application/pdf", bytes: Array("%PDF-1.4".utf8))
            ],
            date: Date(timeIntervalSince1970: 1_786_502_467))
    }
}

/// Remembers what a lane reports.
actor Ledger: AttemptLog {
    private(set) var sending: [Int64] = []
    private(set) var outcomes: [(job: Int64, outcome: JobOutcome)] = []

    func sending(_ job: Job) { sending.append(job.id) }
    func finish(_ job: Job, _ outcome: JobOutcome) { outcomes.append((job.id, outcome)) }
}

extension JobOutcome {
    /// `done`, `skipped`, `later`, `notYet`, `unknown`, `permanent` or `account`.
    var name: String {
        switch self {
        case .done: "done"
        case .skipped: "skipped"
        case .failed(.later): "later"
        case .failed(.notYet): "notYet"
        case .failed(.unknown): "unknown"
        case .failed(.permanent): "permanent"
        case .failed(.account): "account"
        }
    }

    var reason: String {
        switch self {
        case .done: ""
        case .skipped(let reason), .failed(.later(let reason, _)), .failed(.notYet(let reason, _)),
            .failed(.unknown(let reason)),
            .failed(.permanent(let reason)), .failed(.account(let reason, _)):
            reason
        }
    }

    var after: Duration? {
        switch self {
        case .failed(.later(_, let after)), .failed(.notYet(_, let after)), .failed(.account(_, let after)): after
        default: nil
        }
    }
}
