import FoundationEssentials

/// What an outcome means for the job's row.
struct Verdict: Equatable {
    /// `pending`, `sent`, `skipped` or `parked`.
    var state: String
    var attempts: Int64 = 0
    var unknowns: Int64 = 0
    /// When it is tried again.
    var due: Date?
    var reason: String?
    var reference: String?
    /// When it was done with.
    var finished: Date?

    /// - Parameter chance: 0 to 1, spreads repeats so that many that failed together do not come back together.
    init(
        _ outcome: JobOutcome, of job: Job, under policy: RetryPolicy, at now: Date,
        chance: Double = Double.random(in: 0...1)
    ) {
        switch outcome {
        case .done(let reference):
            self.init(state: "sent")
            self.reference = reference
            attempts = 1
            finished = now
        case .skipped(let reason):
            self.init(state: "skipped")
            self.reason = Self.line(reason)
            finished = now
        case .failed(let failure):
            self.init(state: "pending")
            apply(failure, job, policy, now, chance)
            let isTooOld = now >= job.createdAt + policy.lifetime.timeInterval
            if isTooOld, state == "pending" { park("too old: \(reason ?? "")", now) }
        }
    }

    private init(state: String) { self.state = state }

    private mutating func apply(
        _ failure: JobFailure, _ job: Job, _ policy: RetryPolicy, _ now: Date, _ chance: Double
    ) {
        switch failure {
        case .later(let reason, let after), .notYet(let reason, let after):
            attempts = 1
            self.reason = Self.line(reason)
            if job.attempts + 1 >= Int64(policy.attempts) {
                park("given up after \(job.attempts + 1) attempts: \(reason)", now)
            } else {
                let step = policy.delays[Int(min(job.attempts, Int64(policy.delays.count - 1)))].timeInterval
                due = now + max(step * (0.75 + 0.5 * chance), after?.timeInterval ?? 0)
            }
        case .unknown(let reason):
            attempts = 1
            unknowns = 1
            self.reason = Self.line(reason)
            if job.unknowns + 1 > Int64(policy.unknownRepeats) {
                park("may have been sent, and is not sent again: \(reason)", now)
            } else {
                due = now + policy.unknownDelay.timeInterval
            }
        case .permanent(let reason):
            attempts = 1
            park(reason, now)
        case .account(let reason, let after):
            self.reason = Self.line(reason)
            due = now + (after?.timeInterval ?? 0)
        }
    }

    private mutating func park(_ reason: String, _ now: Date) {
        state = "parked"
        self.reason = Self.line(reason)
        due = nil
        finished = now
    }

    private static func line(_ reason: String) -> String {
        String(reason.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(500))
    }
}
