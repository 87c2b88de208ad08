public import Jobs
public import Postgres
public import Tenancy
public import TokoCore
public import WebClient

/// Sends the shop's notices over its own WhatsApp number. Repeating one sends it twice, so ``AttemptLog/sending(_:)``
/// stands before each request; a message whose answer was lost waits for Meta's status call, and is repeated once.
public struct WhatsAppLane: LaneHandler {
    private let accounts: WhatsAppAccounts
    private let writer: any NoticeWriter
    private let client: WhatsAppClient
    private let database: @Sendable (TenantID) -> TenantDatabase

    public init(
        accounts: WhatsAppAccounts, writer: any NoticeWriter, transport: WebTransport,
        database: @escaping @Sendable (TenantID) -> TenantDatabase
    ) {
        self.accounts = accounts
        self.database = database
        self.writer = writer
        client = WhatsAppClient(baseURL: accounts.baseURL, transport: transport)
    }

    /// A notice of an order that is older than six hours is of no use to anybody.
    public let policy = RetryPolicy(
        batch: 10, delays: [.seconds(5), .seconds(30), .seconds(300), .seconds(1_800)], attempts: 12,
        lifetime: .seconds(6 * 3_600), unknownRepeats: 1, unknownDelay: .seconds(300), claim: .seconds(600))

    public func provider(for tenant: TenantID) async throws -> Provider? {
        try await accounts.account(of: tenant) == nil ? nil : .whatsapp
    }

    public func attempt(_ jobs: [Job], for tenant: TenantID, log: any AttemptLog) async throws {
        guard let account = try await accounts.account(of: tenant) else {
            for job in jobs { try await log.finish(job, .skipped(reason: "WhatsApp belum disiapkan")) }
            return
        }
        for job in jobs {
            let outcome = try await attempt(job, for: tenant, by: account, log)
            try await log.finish(job, outcome)
            switch outcome {
            case .done, .skipped, .failed(.permanent), .failed(.notYet), .failed(.unknown): continue
            // Where one notice found no way, the next would find none.
            case .failed(.later), .failed(.account): return
            }
        }
    }

    private func attempt(
        _ job: Job, for tenant: TenantID, by account: WhatsAppAccount, _ log: any AttemptLog
    ) async throws -> JobOutcome {
        // Meta may have told of it before its answer to us was missed.
        if job.unknowns > 0, let known = try await WhatsAppDeliveries(database(tenant)).reference(of: job.id) {
            return .done(reference: known)
        }
        let notice: Notice?
        do {
            notice = try await writer.notice(for: job, of: tenant)
        } catch let failure as JobFailure {
            return .failed(failure)
        }
        guard let notice else { return .skipped(reason: "tidak ada lagi yang perlu dikabarkan") }
        guard let phone = WhatsAppPhone(typed: notice.to) else {
            return .failed(.permanent(reason: "nomor WhatsApp tidak benar"))
        }
        try await log.sending(job)
        return try await client.send(
            notice, to: phone, opaque: OutboxMark(tenant: tenant, job: job.id).text, by: account)
    }
}

/// What Meta brings back with each status: which shop's and which job's message it was.
struct OutboxMark: Equatable {
    let tenant: TenantID
    let job: Int64

    var text: String { "outbox:\(tenant):\(job)" }

    init(tenant: TenantID, job: Int64) {
        self.tenant = tenant
        self.job = job
    }

    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "outbox", let tenant = Int32(parts[1]), let job = Int64(parts[2]) else {
            return nil
        }
        self.init(tenant: TenantID(tenant), job: job)
    }
}
