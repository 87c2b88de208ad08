import FoundationEssentials
import Logging
import Postgres
import Tenancy
import TokoCore

/// What a visit to a lane leaves behind.
enum VisitEnd: Equatable {
    /// A full batch: there may be more.
    case more
    /// As far as this worker knows, nothing that is due.
    case idle
    /// Not worth coming back before then.
    case blocked(until: Date)
}

extension JobEngine {
    /// One batch of one lane of one shop.
    /// - Throws: `DatabaseError`, `CancellationError`. What was taken goes back, also then.
    func visit(_ lane: JobLane, of tenant: TenantID) async throws -> VisitEnd {
        guard let handler = handlers[lane] else { return .idle }
        let database = database(tenant)
        let health = ProviderHealthRepository(database)
        let provider = try await handler.provider(for: tenant)
        if let provider, try await !health.mayTry(provider, at: now()) {
            return .blocked(until: try await health.health(of: provider)?.retryAt ?? now() + 60)
        }
        let claim = Claim(database, policy: handler.policy, worker: worker, now: now)
        let taken: [Claim.Taken]
        do {
            taken = try await claim.take(from: lane)
        } catch {
            // Taken or not, nobody knows: the database went away over it.
            try await Task.detached { try await claim.release() }.value
            throw error
        }
        guard !taken.isEmpty else { return .idle }
        let log = HealthLog(claim: claim, health: health, provider: provider, bell: bell)
        let result: Result<Void, any Error>
        do {
            for lapsed in taken where lapsed.isLapsed {
                try await claim.finish(
                    lapsed.job, .failed(.unknown(reason: "the worker stopped between sending and the answer")))
            }
            let fresh = taken.filter { !$0.isLapsed }.map(\.job)
            if !fresh.isEmpty { try await handler.attempt(fresh, for: tenant, log: log) }
            result = .success(())
        } catch {
            result = .failure(error)
        }
        // Cancelled or not: what was not tried is anybody's.
        try await Task.detached { try await claim.release() }.value
        do {
            try result.get()
        } catch is ClaimLost {
            Logger.current.warning("a job was another's by the time it was done", metadata: log.place(lane, tenant))
        }
        if let until = await log.blockedUntil { return .blocked(until: until) }
        return taken.count >= handler.policy.batch ? .more : .idle
    }
}

/// Reports to the claim, and tells the provider's health what came of it.
private actor HealthLog: AttemptLog {
    private let claim: Claim
    private let health: ProviderHealthRepository
    private let provider: Provider?
    private let bell: JobBell
    /// Set when the account cannot be used: the lane rests.
    private(set) var blockedUntil: Date?

    init(claim: Claim, health: ProviderHealthRepository, provider: Provider?, bell: JobBell) {
        self.bell = bell
        self.claim = claim
        self.health = health
        self.provider = provider
    }

    nonisolated func place(_ lane: JobLane, _ tenant: TenantID) -> Logger.Metadata {
        ["tenant": "\(tenant)", "lane": "\(lane.rawValue)"]
    }

    /// A worker that is to stop begins no more requests.
    func sending(_ job: Job) async throws {
        if bell.isStopping { throw CancellationError() }
        try await claim.sending(job)
    }

    func finish(_ job: Job, _ outcome: JobOutcome) async throws {
        try await claim.finish(job, outcome)
        let now = claim.now()
        switch outcome {
        case .done:
            if let provider { try await health.succeeded(provider, at: now) }
        case .failed(.later(let reason, let after)):
            try await failed(reason, isRefusal: false, after, now)
        case .failed(.unknown(let reason)):
            try await failed(reason, isRefusal: false, nil, now)
        case .failed(.account(let reason, let after)):
            try await failed(reason, isRefusal: true, after, now)
            // Without an account there is nothing whose health could hold the lane back.
            if provider == nil { blockedUntil = now + (after?.timeInterval ?? 300) }
        case .skipped, .failed(.permanent), .failed(.notYet):
            // Says nothing of the provider: it answered, or was not asked.
            break
        }
    }

    private func failed(_ reason: String, isRefusal: Bool, _ after: Duration?, _ now: Date) async throws {
        guard let provider else { return }
        try await health.failed(
            provider, reason: reason, isRefusal: isRefusal, at: now, retryAfter: after?.timeInterval)
        if let state = try await health.health(of: provider), state.isTrouble { blockedUntil = state.retryAt }
    }
}
