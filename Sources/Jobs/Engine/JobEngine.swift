public import FoundationEssentials
import Logging
public import Postgres
public import Redis
public import Tenancy
public import TokoCore

/// Works off every shop's outbox and schedules, fairly: what is worked on at a time is one lane of one shop, a batch of
/// it, and then it is the others' turn. A shop with 100,000 jobs delays nobody.
///
/// Many engines may run, in one process or on many nodes: what one has claimed the others leave alone.
public struct JobEngine: Sendable {
    let tenants: @Sendable () -> [Tenant]
    let database: @Sendable (TenantID) -> TenantDatabase
    let handlers: [JobLane: any LaneHandler]
    let schedules: [Schedule]
    let redis: RedisClient?
    let now: @Sendable () -> Date
    /// Tells this process from others in claims.
    let worker: String
    let bell = JobBell()

    /// - Parameters:
    ///   - handlers: a lane without one waits.
    ///   - redis: carries wake-ups between nodes; without it others hear at the next sweep.
    ///   - now: replaced by tests.
    public init(
        tenants: @escaping @Sendable () -> [Tenant], database: @escaping @Sendable (TenantID) -> TenantDatabase,
        handlers: [JobLane: any LaneHandler], schedules: [Schedule], redis: RedisClient? = nil,
        worker: String = "\(ProcessInfo.processInfo.processIdentifier)",
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.tenants = tenants
        self.database = database
        self.handlers = handlers
        self.schedules = schedules
        self.redis = redis
        self.worker = worker
        self.now = now
    }

    /// There may be something to do for a shop. Returns at once.
    public func ring(_ tenant: TenantID) { bell.ring(tenant) }

    /// Works until cancelled; what is under way then is finished first.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                await rounds()
            }
            group.addTask {
                do { try await bell.tick() } catch { bell.wakeUp() }
            }
            if let redis { group.addTask { await bell.carry(over: redis) } }
            await group.waitForAll()
        }
    }

    /// Only tells other nodes what this one has committed, until cancelled.
    public func tell() async {
        if let redis { await bell.carry(over: redis) }
    }

    /// Does everything that is due in one shop now, and what becomes due by it: for tests and `jobs drain`.
    /// - Throws: `DatabaseError`, `CancellationError`.
    public func runDue(of tenant: TenantID) async throws {
        try await book(of: tenant).runDue()
        for lane in lanes {
            while try await visit(lane, of: tenant) == .more {}
        }
    }

    var lanes: [JobLane] { JobLane.allCases.filter { handlers[$0] != nil } }

    func book(of tenant: TenantID) -> ScheduleBook {
        ScheduleBook(database: database(tenant), schedules: schedules, worker: worker, now: now)
    }
}
