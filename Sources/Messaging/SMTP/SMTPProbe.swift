import Jobs
public import Tenancy
public import TokoCore
public import WebClient

/// Tries a shop's mail server by greeting it and logging in. Sends nothing.
public struct SMTPProbe: ProviderProbe {
    private let accounts: SMTPAccounts
    private let transport: SMTPTransport

    public init(accounts: SMTPAccounts, transport: SMTPTransport = SMTPTransport()) {
        self.accounts = accounts
        self.transport = transport
    }

    public var provider: Provider { .smtp }

    public func probe(_ tenant: TenantID) async -> ProbeResult {
        do {
            guard let account = try await accounts.account(of: tenant) else {
                return ProbeResult(.notSetUp, "host atau from belum diisi")
            }
            var server = account.server
            server.timeout = .seconds(20)
            try await transport.greet(server)
            let login = server.username == nil ? "tanpa masuk" : "dengan masuk"
            return ProbeResult(.works, "\(server.host):\(server.port) menerima \(login), dari \(account.from)")
        } catch let error as SMTPError {
            return Self.result(of: error)
        } catch JobFailure.account(let reason, _) {
            return ProbeResult(.incomplete, reason)
        } catch {
            return ProbeResult(.notSetUp, "kunci yang tersimpan tidak dapat dibuka")
        }
    }

    private static func result(of error: SMTPError) -> ProbeResult {
        let verdict: ProbeResult.Verdict =
            switch error {
            case .loginRefused, .senderRefused, .receiverRefused, .invalidAddress: .refused
            case .refused(let reply): reply.isTransient ? .unreachable : .refused
            case .invalidServer, .tls: .incomplete
            case .turnedAway, .cannotConnect, .broken, .outcomeUnknown, .cancelled: .unreachable
            }
        switch SMTPMailer.failure(of: error) {
        case .account(let reason, _), .later(let reason, _), .notYet(let reason, _), .unknown(let reason),
            .permanent(let reason):
            return ProbeResult(verdict, reason)
        }
    }
}
