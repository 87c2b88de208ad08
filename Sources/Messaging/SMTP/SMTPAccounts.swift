import Jobs
public import Tenancy
import TokoCore
import WebClient

/// A mail server that a shop has an account at.
struct SMTPAccount: Sendable {
    let server: SMTPServer
    let from: String
}

/// Reads the shops' accounts at mail servers.
public struct SMTPAccounts: Sendable {
    let secrets: ProviderSecrets

    public init(secrets: ProviderSecrets) { self.secrets = secrets }

    /// Nil when the shop has none.
    /// - Throws: ``JobFailure/account(reason:after:)`` for a port that is none or an unusable sender.
    func account(of tenant: TenantID) async throws -> SMTPAccount? {
        let keys = try await secrets.all(.smtp, of: tenant)
        guard let host = keys["host"]?.trimmed, let from = keys["from"]?.trimmed else { return nil }
        guard let security = SMTPServer.Security(rawValue: keys["security"] ?? "starttls") else {
            throw JobFailure.account(reason: "security SMTP toko ini bukan tls, starttls, atau none")
        }
        var port = security.usualPort
        if let text = keys["port"]?.trimmed {
            guard let number = UInt16(text), number > 0 else {
                throw JobFailure.account(reason: "port SMTP toko ini bukan angka 1 sampai 65535")
            }
            port = Int(number)
        }
        let sender: String
        do { sender = try MailAddress(address: from).wire() } catch {
            throw JobFailure.account(reason: "alamat pengirim (from) SMTP toko ini tidak berlaku")
        }
        return SMTPAccount(
            server: SMTPServer(
                host: host, port: port, security: security, username: keys["username"], password: keys["password"]),
            from: sender)
    }
}
