public import Tenancy
public import TokoCore

/// Performs the jobs of one lane: the only side of it that knows a provider.
public protocol LaneHandler: Sendable {
    var policy: RetryPolicy { get }

    /// The account the shop's lane goes through, whose health decides whether it is tried at all; nil when the shop
    /// has none, and ``attempt(_:for:log:)`` decides what that means.
    func provider(for tenant: TenantID) async throws -> Provider?

    /// Attempts the jobs in their order, reporting each to the log before going on. What is not reported goes back to
    /// the queue unharmed. Returns early when going on makes no sense, such as a provider that is down.
    func attempt(_ jobs: [Job], for tenant: TenantID, log: any AttemptLog) async throws
}

/// Where a handler reports. A write that fails throws, and the handler must stop: another worker may own the job by now.
public protocol AttemptLog: Sendable {
    /// The point of no return: the next thing that happens is the request. Needed only where repeating does harm.
    func sending(_ job: Job) async throws
    func finish(_ job: Job, _ outcome: JobOutcome) async throws
}

/// How a lane repeats what failed. From the provider's contract sheet.
public struct RetryPolicy: Sendable, Hashable {
    /// Most jobs handed over at once.
    public var batch: Int
    /// Waits between attempts, the last one again and again; each varied by up to a quarter.
    public var delays: [Duration]
    /// Attempts before the job is parked.
    public var attempts: Int
    /// Age at which a job that was not done is parked, whatever else.
    public var lifetime: Duration
    /// How often an attempt of unknown outcome is repeated before the job is parked.
    public var unknownRepeats: Int
    /// How long an attempt of unknown outcome rests before it is repeated.
    public var unknownDelay: Duration
    /// How long a worker owns what it took: longer than any batch may last.
    public var claim: Duration

    public init(
        batch: Int, delays: [Duration], attempts: Int, lifetime: Duration, unknownRepeats: Int,
        unknownDelay: Duration = .seconds(300), claim: Duration = .seconds(300)
    ) {
        self.batch = batch
        self.delays = delays
        self.attempts = attempts
        self.lifetime = lifetime
        self.unknownRepeats = unknownRepeats
        self.unknownDelay = unknownDelay
        self.claim = claim
    }
}
