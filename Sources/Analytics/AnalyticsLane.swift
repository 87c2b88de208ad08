public import Jobs
public import Tenancy
public import TokoCore
public import WebClient

/// Tells PostHog what happened, a hundred events at a time.
///
/// An event that PostHog refuses is found by halving its batch, so that it alone is parked.
public struct AnalyticsLane: LaneHandler {
    private let accounts: PostHogAccounts
    private let writer: any EventWriter
    private let client: PostHogClient

    public init(accounts: PostHogAccounts, writer: any EventWriter, transport: WebTransport) {
        self.accounts = accounts
        self.writer = writer
        client = PostHogClient(transport: transport)
    }

    /// Figures may be late, since each event carries its own time, but they are not worth keeping for ever.
    public let policy = RetryPolicy(
        batch: 100, delays: [.seconds(5), .seconds(30), .seconds(120), .seconds(600), .seconds(3_600)], attempts: 8,
        lifetime: .seconds(3 * 86_400), unknownRepeats: 8, unknownDelay: .seconds(30))

    public func provider(for tenant: TenantID) async throws -> Provider? {
        do {
            return try await accounts.account(of: tenant) == nil ? nil : .posthog
        } catch is PostHogSetupProblem {
            return .posthog
        }
    }

    public func attempt(_ jobs: [Job], for tenant: TenantID, log: any AttemptLog) async throws {
        guard let first = jobs.first else { return }
        let account: PostHogAccount?
        do {
            account = try await accounts.account(of: tenant)
        } catch let problem as PostHogSetupProblem {
            return try await log.finish(first, .failed(.account(reason: "PostHog belum benar: \(problem)")))
        }
        guard let account else {
            for job in jobs { try await log.finish(job, .skipped(reason: "PostHog belum disiapkan")) }
            return
        }
        let events = try await writer.events(for: jobs, of: tenant)
        var parcels: [Parcel] = []
        for job in jobs {
            guard let event = events[job.id] else {
                try await log.finish(job, .skipped(reason: "tidak ada persetujuan, atau tidak ada lagi yang dihitung"))
                continue
            }
            do {
                parcels.append(Parcel(job: job, event: try PostHogEvent(event, of: tenant)))
            } catch let problem as EventProblem {
                try await log.finish(job, .failed(.permanent(reason: "\(problem)")))
            }
        }
        _ = try await send(parcels[...], to: account, log)
    }

    private struct Parcel: Sendable {
        let job: Job
        let event: PostHogEvent
    }

    /// - Returns: whether it makes sense to send more.
    private func send(
        _ parcels: ArraySlice<Parcel>, to account: PostHogAccount, _ log: any AttemptLog
    ) async throws -> Bool {
        guard let first = parcels.first else { return true }
        switch await client.deliver(parcels.map(\.event), to: account) {
        case .received:
            for parcel in parcels { try await log.finish(parcel.job, .done(reference: parcel.event.uuid)) }
            return true
        case .tooLarge:
            return try await split(parcels, "PostHog: peristiwa terlalu besar", account, log)
        case .invalid(let reason):
            return try await split(parcels, reason, account, log)
        case .refused(let reason):
            try await log.finish(first.job, .failed(.account(reason: reason)))
            return false
        case .away(let reason, let after):
            // The others were not PostHog's fault nor their own: they wait uncounted.
            try await log.finish(first.job, .failed(.later(reason: reason, after: after)))
            return false
        }
    }

    private func split(
        _ parcels: ArraySlice<Parcel>, _ reason: String, _ account: PostHogAccount, _ log: any AttemptLog
    ) async throws -> Bool {
        if parcels.count == 1, let only = parcels.first {
            try await log.finish(only.job, .failed(.permanent(reason: reason)))
            return true
        }
        let half = parcels.startIndex + parcels.count / 2
        guard try await send(parcels[..<half], to: account, log) else { return false }
        return try await send(parcels[half...], to: account, log)
    }
}
