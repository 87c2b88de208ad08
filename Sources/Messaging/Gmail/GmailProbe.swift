import Jobs
public import Tenancy
public import TokoCore

/// Tries a shop's mailbox by asking Google for a fresh access token that may send mail. Sends nothing.
public struct GmailProbe: ProviderProbe {
    private let accounts: GmailAccounts
    private let tokens: GmailTokens

    public init(accounts: GmailAccounts, tokens: GmailTokens) {
        self.accounts = accounts
        self.tokens = tokens
    }

    public var provider: Provider { .gmail }

    public func probe(_ tenant: TenantID) async -> ProbeResult {
        do {
            guard let account = try await accounts.account(of: tenant) else {
                return ProbeResult(.notSetUp, "belum ada Gmail yang terhubung")
            }
            try await tokens.fresh(for: account)
            return ProbeResult(.works, "\(account.address) boleh mengirim email")
        } catch let failure as JobFailure {
            return Self.result(of: failure)
        } catch is CancellationError {
            return ProbeResult(.unreachable, "dibatalkan")
        } catch {
            return ProbeResult(.notSetUp, "kunci yang tersimpan tidak dapat dibuka")
        }
    }

    private static func result(of failure: JobFailure) -> ProbeResult {
        switch failure {
        case .account(let reason, _):
            let isHalf = reason == GmailTrouble.scopeMissing.rawValue || reason == GmailTrouble.apiOff.rawValue
            return ProbeResult(isHalf ? .incomplete : .refused, reason)
        case .later(let reason, _), .notYet(let reason, _), .unknown(let reason), .permanent(let reason):
            return ProbeResult(.unreachable, reason)
        }
    }
}
