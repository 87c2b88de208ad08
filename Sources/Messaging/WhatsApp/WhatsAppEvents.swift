import FoundationEssentials
public import Postgres
import Tenancy
public import TokoCore
import Vault

/// What WhatsApp calls a shop with: its question before the first call, then statuses and people's answers.
public struct WhatsAppEvents: Sendable {
    /// Meta's own limit is 3 MB.
    public static let bodyLimit = 4 << 20
    public static let signatureHeader = "X-Hub-Signature-256"

    private let accounts: WhatsAppAccounts

    public init(accounts: WhatsAppAccounts) { self.accounts = accounts }

    public enum Answer: Sendable, Hashable {
        /// - stopped: phones whose owners wrote STOP or BERHENTI.
        case taken(stopped: [WhatsAppPhone])
        case badSignature
        case malformed
        case notSetUp
    }

    /// Whether the question is Meta's about this shop's callback.
    public func mayBegin(mode: String, token: String, of tenant: TenantID) async throws -> Bool {
        guard let account = try await accounts.account(of: tenant) else { return false }
        return ConstantTime.equals(Array(token.utf8), Array(account.verifyToken.utf8)) && mode == "subscribe"
    }

    /// - Parameters:
    ///   - rawBody: as it came: written again it would have another signature.
    ///   - signature: `sha256=` and 64 hex digits.
    public func take(
        rawBody: [UInt8], signature: String?, for tenant: TenantID, in database: TenantDatabase
    ) async throws -> Answer {
        guard let account = try await accounts.account(of: tenant) else { return .notSetUp }
        guard let signature, signature.hasPrefix("sha256="),
            HMAC.verify(
                hex: String(signature.dropFirst("sha256=".count)), key: Array(account.appSecret.utf8),
                message: rawBody)
        else { return .badSignature }
        let event: WhatsAppEvent
        do { event = try JSONDecoder().decode(WhatsAppEvent.self, from: Data(rawBody)) } catch { return .malformed }
        let values = event.values(of: account)
        try await WhatsAppDeliveries(database).record(
            values.flatMap { $0.statuses ?? [] }.compactMap { $0.status(of: tenant) })
        let stopped = values.flatMap { $0.messages ?? [] }.compactMap(\.stopping)
        return .taken(stopped: Array(Set(stopped)).sorted { $0.text < $1.text })
    }
}
