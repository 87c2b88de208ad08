import Jobs
public import Tenancy
import TokoCore
public import WebClient

/// Sends mail through a shop's account at a mail server: for shops beyond Gmail's daily limit.
public struct SMTPMailer: MailTransport {
    private let accounts: SMTPAccounts
    private let transport: SMTPTransport

    public init(accounts: SMTPAccounts, transport: SMTPTransport = SMTPTransport()) {
        self.accounts = accounts
        self.transport = transport
    }

    public var provider: Provider { .smtp }

    func isSetUp(for tenant: TenantID) async throws -> Bool {
        do { return try await accounts.account(of: tenant) != nil } catch is JobFailure { return true }
    }

    func send(
        for tenant: TenantID, _ pack: @Sendable (_ mailbox: String) throws -> Parcel,
        sending: @Sendable () async throws -> Void
    ) async throws -> JobOutcome {
        guard let account = try await accounts.account(of: tenant) else {
            return .failed(.account(reason: "SMTP toko ini belum diisi", after: .seconds(600)))
        }
        let parcel = try pack(account.from)
        try await sending()
        do {
            let words = try await transport.send(
                SMTPLetter(from: account.from, to: parcel.receiver, message: parcel.bytes), to: account.server)
            return .done(reference: words.isEmpty ? nil : words)
        } catch SMTPError.cancelled {
            throw CancellationError()
        } catch let error as SMTPError {
            return .failed(Self.failure(of: error))
        }
    }

    static func failure(of error: SMTPError) -> JobFailure {
        switch error {
        case .loginRefused(let reply):
            .account(reason: "server email menolak nama atau kata sandi: \(reply)", after: .seconds(3_600))
        case .senderRefused(let reply) where !reply.isTransient:
            .account(reason: "server email menolak alamat pengirim: \(reply)", after: .seconds(3_600))
        // RFC 3463 has no code of its own for "enough for today"; Google's is 5.4.5.
        case .receiverRefused(let reply) where reply.text.hasPrefix("5.4.5"),
            .refused(let reply) where reply.text.hasPrefix("5.4.5"):
            .account(reason: "batas kirim harian server email tercapai: \(reply)", after: .seconds(6 * 3_600))
        case .receiverRefused(let reply) where !reply.isTransient:
            .permanent(reason: "server email menolak penerima: \(reply)")
        // 530 and 535: it wants a login. 552 to 554 after the message are about the message.
        case .refused(let reply) where reply.code == 530 || reply.code == 535:
            .account(reason: "server email meminta masuk: \(reply)", after: .seconds(3_600))
        case .refused(let reply) where !reply.isTransient:
            .permanent(reason: "server email menolak surat ini: \(reply)")
        case .senderRefused(let reply), .receiverRefused(let reply), .refused(let reply), .turnedAway(let reply):
            .later(reason: "server email meminta coba lagi: \(reply)")
        case .invalidServer: .account(reason: "alamat server email toko ini tidak berlaku")
        case .tls:
            .account(reason: "server email tidak punya TLS yang dapat dipercaya", after: .seconds(1_800))
        case .invalidAddress: .permanent(reason: "\(MailProblem.badAddress)")
        case .cannotConnect: .later(reason: "server email tidak dapat dihubungi")
        case .broken, .cancelled: .later(reason: "sambungan ke server email putus sebelum surat terkirim")
        case .outcomeUnknown: .unknown(reason: "server email tidak menjawab setelah surat dikirim")
        }
    }
}
