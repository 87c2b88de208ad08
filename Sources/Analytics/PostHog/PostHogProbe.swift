public import Tenancy
public import TokoCore
public import WebClient

/// Tries a shop's project key by asking PostHog for feature flags of nobody.
///
/// It proves that the address is a PostHog and that it knows the key; the capture calls would accept any key that
/// looks like one. It writes nothing and makes no person.
public struct PostHogProbe: ProviderProbe {
    private let accounts: PostHogAccounts
    private let client: PostHogClient

    public init(accounts: PostHogAccounts, transport: WebTransport) {
        self.accounts = accounts
        client = PostHogClient(transport: transport)
    }

    public var provider: Provider { .posthog }

    public func probe(_ tenant: TenantID) async -> ProbeResult {
        let account: PostHogAccount?
        do {
            account = try await accounts.account(of: tenant)
        } catch let problem as PostHogSetupProblem {
            return ProbeResult(.incomplete, "\(problem)")
        } catch {
            return ProbeResult(.notSetUp, "kunci yang tersimpan tidak dapat dibuka")
        }
        guard let account else { return ProbeResult(.notSetUp, "project_key belum diisi") }
        switch await client.ask(account) {
        case .received: return ProbeResult(.works, "kunci proyek dikenal di \(account.eventsURL)")
        case .refused(let reason), .invalid(let reason): return ProbeResult(.refused, reason)
        case .tooLarge: return ProbeResult(.unreachable, "HTTP 413")
        case .away(let reason, _): return ProbeResult(.unreachable, reason)
        }
    }
}
