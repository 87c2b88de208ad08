public import FoundationEssentials
import Jobs
public import Tenancy
import TokoCore
import Vault
public import WebClient

/// Sends mail through the mailbox that a shop has connected.
public struct GmailMailer: MailTransport {
    /// Above it the message goes by the upload form, which has a limit that Google promises.
    private static let plainFormBytes = 3 << 20

    private let accounts: GmailAccounts
    private let tokens: GmailTokens
    private let endpoints: GmailEndpoints
    private let transport: WebTransport
    private let now: @Sendable () -> Date

    public init(
        accounts: GmailAccounts, tokens: GmailTokens, endpoints: GmailEndpoints, transport: WebTransport,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.accounts = accounts
        self.tokens = tokens
        self.endpoints = endpoints
        self.transport = transport
        self.now = now
    }

    public var provider: Provider { .gmail }

    func isSetUp(for tenant: TenantID) async throws -> Bool {
        do { return try await accounts.account(of: tenant) != nil } catch is JobFailure { return true }
    }

    private struct Sent: Decodable {
        let id: String
    }

    func send(
        for tenant: TenantID, _ pack: @Sendable (_ mailbox: String) throws -> Parcel,
        sending: @Sendable () async throws -> Void
    ) async throws -> JobOutcome {
        guard let account = try await accounts.account(of: tenant) else {
            return .failed(GmailTrouble.revoked.failure())
        }
        let parcel = try pack(account.address)
        // The token first: without it there is nothing that could not be taken back.
        var token = try await tokens.token(for: account, of: tenant)
        try await sending()
        for isLast in [false, true] {
            let response: WebResponse
            do { response = try await transport.send(request(parcel, token)) } catch WebError.cancelled {
                throw CancellationError()
            } catch let error as WebError {
                let reason = "Gmail: \(error)"
                return .failed(error.outcomeUnknown ? .unknown(reason: reason) : .later(reason: reason))
            }
            if response.isSuccess { return Self.outcome(of: response) }
            switch GmailRefusal(response, now: now()) {
            case .failure(let failure): return .failed(failure)
            case .token where isLast: break
            case .token:
                await tokens.forget(token, of: tenant)
                token = try await tokens.token(for: account, of: tenant)
            }
        }
        await tokens.forget(token, of: tenant)
        return .failed(GmailTrouble.tokenRefused.failure())
    }

    private func request(_ parcel: Parcel, _ token: String) -> WebRequest {
        let bearer = ("Authorization", "Bearer \(token)")
        if parcel.bytes.count > Self.plainFormBytes {
            return WebRequest(
                method: "POST", url: "\(endpoints.api)/upload/gmail/v1/users/me/messages/send?uploadType=media",
                headers: [bearer, ("Content-Type", "message/rfc822"), ("Accept", "application/json")],
                body: parcel.bytes, timeout: .seconds(120))
        }
        var request = WebRequest.json(
            "\(endpoints.api)/gmail/v1/users/me/messages/send",
            // Base64url holds nothing that JSON would have to escape.
            body: Array("{\"raw\":\"\(Base64URL.encode(parcel.bytes))\"}".utf8), headers: [bearer])
        request.timeout = .seconds(30)
        return request
    }

    /// A yes without the message's id is no yes of Gmail's.
    private static func outcome(of response: WebResponse) -> JobOutcome {
        guard response.isJSON else {
            return .failed(.unknown(reason: "Gmail menjawab HTTP \(response.status) tanpa isi yang dapat dibaca"))
        }
        do {
            return .done(reference: try JSONDecoder().decode(Sent.self, from: Data(response.body)).id)
        } catch {
            return .failed(.unknown(reason: "Gmail menjawab HTTP \(response.status) tanpa nomor surat"))
        }
    }
}
