public import FoundationEssentials
import TokoCore
public import WebClient

/// The shops' access tokens, in memory only: each is fetched once for all who need it at the same time.
public actor GmailTokens {
    private struct Kept {
        let account: GmailAccount
        let token: String
        let until: Date
    }

    private let endpoint: GoogleTokenEndpoint
    private let now: @Sendable () -> Date
    private var kept: [TenantID: Kept] = [:]
    /// The fetches under way, which all who need the token wait for.
    private var fetches: [TenantID: (account: GmailAccount, task: Task<GoogleTokenEndpoint.Tokens, any Error>)] = [:]

    public init(
        endpoints: GmailEndpoints, transport: WebTransport, now: @escaping @Sendable () -> Date = { Date() }
    ) {
        endpoint = GoogleTokenEndpoint(url: endpoints.token, transport: transport)
        self.now = now
    }

    /// - Throws: ``JobFailure``.
    func token(for account: GmailAccount, of tenant: TenantID) async throws -> String {
        if let kept = kept[tenant], kept.account == account, kept.until > now() { return kept.token }
        let task: Task<GoogleTokenEndpoint.Tokens, any Error>
        if let fetch = fetches[tenant], fetch.account == account {
            task = fetch.task
        } else {
            task = Task { [endpoint] in try await endpoint.refresh(account) }
            fetches[tenant] = (account, task)
        }
        let result = await task.result
        if fetches[tenant]?.task == task {
            fetches[tenant] = nil
            if case .success(let tokens) = result {
                kept[tenant] = Kept(
                    account: account, token: tokens.accessToken,
                    until: now().addingTimeInterval(TimeInterval((tokens.expiresIn ?? 300) - 60)))
            }
        }
        return try result.get().accessToken
    }

    /// Gmail does not take this token any more: the next one who needs a token fetches another.
    func forget(_ token: String, of tenant: TenantID) {
        if kept[tenant]?.token == token { kept[tenant] = nil }
    }

    /// The mailbox was connected anew, or is none any more.
    func forget(_ tenant: TenantID) {
        kept[tenant] = nil
        fetches[tenant] = nil
    }

    /// A token of now, whatever is kept: for the owner's test.
    /// - Throws: ``JobFailure``.
    func fresh(for account: GmailAccount) async throws { _ = try await endpoint.refresh(account) }
}
