public import FoundationEssentials

/// An effect that is this worker's to attempt.
public struct Job: Sendable, Hashable {
    public let id: Int64
    public let lane: JobLane
    public let kind: String
    public let dedupeKey: String
    /// A JSON object.
    public let payload: String
    /// Attempts before this one.
    public let attempts: Int64
    /// Attempts of which nobody knows whether the outside has heard.
    public let unknowns: Int64
    public let createdAt: Date

    public init(
        id: Int64, lane: JobLane, kind: String, dedupeKey: String, payload: String, attempts: Int64, unknowns: Int64,
        createdAt: Date
    ) {
        self.id = id
        self.lane = lane
        self.kind = kind
        self.dedupeKey = dedupeKey
        self.payload = payload
        self.attempts = attempts
        self.unknowns = unknowns
        self.createdAt = createdAt
    }
}

/// What became of an attempt.
public enum JobOutcome: Sendable, Hashable {
    /// - reference: the provider's own name of it, where it gives one.
    case done(reference: String? = nil)
    /// There is nothing to do: no consent, no such channel at this shop.
    case skipped(reason: String)
    case failed(JobFailure)
}

/// Why an attempt failed. The cases are what can be done about it; reasons are one line, for owner and agency, without
/// keys.
public enum JobFailure: Error, Sendable, Hashable {
    /// Surely not done, and may be repeated: provider down, rate limited. `after` is what the provider asked for.
    case later(reason: String, after: Duration? = nil)
    /// Surely not done, for a reason of this job's own that passes: says nothing of the provider.
    case notYet(reason: String, after: Duration? = nil)
    /// Sent, and no answer: may have been done.
    case unknown(reason: String)
    /// Will never succeed as it is: this job alone is parked.
    case permanent(reason: String)
    /// The shop's account cannot be used: key wrong, grant revoked. The whole lane waits until somebody acts, or
    /// `after`; no attempt is counted.
    case account(reason: String, after: Duration? = nil)
}
