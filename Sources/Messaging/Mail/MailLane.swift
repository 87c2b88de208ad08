public import Jobs
public import Postgres
public import Tenancy
public import TokoCore

/// Sends the shop's letters through its mailbox: Gmail or an SMTP server, whichever the shop has chosen, or the other
/// when only that one is set up.
///
/// No mailbox knows a letter it has sent before, so ``AttemptLog/sending(_:)`` stands right before each request, and an
/// attempt without an answer is repeated once at most: two receipts harm less than none.
public struct MailLane: LaneHandler {
    private let writer: any MailWriter
    private let transports: [any MailTransport]
    private let database: @Sendable (TenantID) -> TenantDatabase
    private let host: @Sendable (TenantID) -> String?

    /// - Parameters:
    ///   - directory: knows the shops' hosts, on which letters are named.
    public init(
        writer: any MailWriter, gmail: GmailMailer, smtp: SMTPMailer, database: ConnectionPool,
        directory: TenantDirectory
    ) {
        self.init(
            writer: writer, transports: [gmail, smtp], database: { database.tenant($0) },
            host: { directory.tenant($0)?.primaryHost })
    }

    init(
        writer: any MailWriter, transports: [any MailTransport],
        database: @escaping @Sendable (TenantID) -> TenantDatabase, host: @escaping @Sendable (TenantID) -> String?
    ) {
        self.writer = writer
        self.transports = transports
        self.database = database
        self.host = host
    }

    /// Backoff is slower than Gmail's "from 1 s to 64 s": a lane that is refused is not in a hurry, and an owner has a
    /// week to connect a mailbox.
    public let policy = RetryPolicy(
        batch: 10, delays: [.seconds(10), .seconds(60), .seconds(300), .seconds(1_800), .seconds(7_200)],
        attempts: 12, lifetime: .seconds(7 * 86_400), unknownRepeats: 1, unknownDelay: .seconds(300),
        claim: .seconds(900))

    public func provider(for tenant: TenantID) async throws -> Provider? {
        try await transport(for: tenant, settings: settings(of: tenant))?.provider
    }

    private func settings(of tenant: TenantID) async throws -> ShopSettings {
        try await ShopSettingsRepository(database(tenant)).load()
    }

    private func transport(for tenant: TenantID, settings: ShopSettings) async throws -> (any MailTransport)? {
        let wanted = settings.mailTransport.provider
        for transport in transports.sorted(by: { left, right in left.provider == wanted && right.provider != wanted })
        where try await transport.isSetUp(for: tenant) {
            return transport
        }
        return nil
    }

    public func attempt(_ jobs: [Job], for tenant: TenantID, log: any AttemptLog) async throws {
        let settings = try await settings(of: tenant)
        guard let first = jobs.first else { return }
        guard let transport = try await transport(for: tenant, settings: settings) else {
            return try await log.finish(
                first, .failed(.account(reason: "belum ada kotak surat yang terhubung", after: .seconds(600))))
        }
        for job in jobs {
            let outcome = try await attempt(job, for: tenant, by: transport, settings, log)
            try await log.finish(job, outcome)
            switch outcome {
            case .done, .skipped, .failed(.permanent): continue
            // Where one letter found no way, the next would find none.
            case .failed: return
            }
        }
    }

    private func attempt(
        _ job: Job, for tenant: TenantID, by transport: any MailTransport, _ settings: ShopSettings,
        _ log: any AttemptLog
    ) async throws -> JobOutcome {
        do {
            guard let mail = try await writer.mail(for: job, of: tenant) else {
                return .skipped(reason: "tidak ada lagi yang perlu diberitahukan")
            }
            let receiver = try mail.to.wire()
            return try await transport.send(for: tenant) { mailbox in
                let domain = host(tenant) ?? String(mailbox.split(separator: "@").last ?? "localhost")
                let message = MailMessage(
                    mail: mail, from: MailAddress(name: settings.name, address: mailbox), zone: settings.zone,
                    messageID: MailMessage.messageID(mail.messageSeed ?? job.dedupeKey, at: domain))
                return Parcel(receiver: receiver, bytes: try message.bytes())
            } sending: {
                try await log.sending(job)
            }
        } catch let problem as MailProblem {
            return .failed(.permanent(reason: "\(problem)"))
        } catch let failure as JobFailure {
            return .failed(failure)
        }
    }
}

/// A message ready to go, and to whom.
struct Parcel: Sendable {
    let receiver: String
    let bytes: [UInt8]
}

/// One way to send mail.
protocol MailTransport: Sendable {
    var provider: Provider { get }

    /// Whether the shop has all the keys for it.
    func isSetUp(for tenant: TenantID) async throws -> Bool

    /// Sends one message.
    /// - Parameters:
    ///   - pack: makes the message, once it is known from which address it goes.
    ///   - sending: called once, right before the request that cannot be taken back.
    /// - Throws: what `pack` and `sending` throw; ``JobFailure`` is returned or thrown alike.
    func send(
        for tenant: TenantID, _ pack: @Sendable (_ mailbox: String) throws -> Parcel,
        sending: @Sendable () async throws -> Void
    ) async throws -> JobOutcome
}
