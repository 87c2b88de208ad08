public import Tenancy
import TokoCore

/// A mailbox that a shop has connected, and the client of the shop's own that it was connected by.
struct GmailAccount: Sendable, Hashable {
    let refreshToken: String
    let clientID: String
    let clientSecret: String
    let address: String
}

/// Reads the shops' mailboxes.
public struct GmailAccounts: Sendable {
    let secrets: ProviderSecrets

    public init(secrets: ProviderSecrets) { self.secrets = secrets }

    /// Nil when no mailbox is connected.
    /// - Throws: ``JobFailure/account(reason:after:)`` when the client it was connected by is no longer the shop's;
    ///   `VaultError` when a key does not open, `DatabaseError`.
    func account(of tenant: TenantID) async throws -> GmailAccount? {
        let mailbox = try await secrets.all(.gmail, of: tenant)
        guard let refreshToken = mailbox["refresh_token"], let clientID = mailbox["client_id"],
            let address = mailbox["address"]
        else { return nil }
        let google = try await secrets.all(.google, of: tenant)
        guard google["client_id"]?.trimmed == clientID.trimmed, let secret = google["client_secret"] else {
            throw GmailTrouble.clientChanged.failure()
        }
        return GmailAccount(
            refreshToken: refreshToken.trimmed, clientID: clientID.trimmed, clientSecret: secret.trimmed,
            address: address.trimmed)
    }
}

extension String {
    /// People paste keys with spaces around them.
    var trimmed: String { filter { !$0.isWhitespace } }
}
