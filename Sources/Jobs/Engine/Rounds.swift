import FoundationEssentials
import Logging
import Postgres
import Tenancy
import TokoCore

/// What is worked on at a time: nothing else of that shop's waits for it.
enum Line: Hashable, Sendable {
    case lane(TenantID, JobLane)
    case schedules(TenantID)

    var tenant: TenantID {
        switch self {
        case .lane(let tenant, _), .schedules(let tenant): tenant
        }
    }
}

/// Whose turn it is. Everything here is this process's own idea of what is due; the truth is in the databases, and a
/// look at one of them puts it right.
struct TurnTable {
    /// Every shop is looked at this often, whoever rang or did not.
    static let sweep: TimeInterval = 30
    static let looksAtOnce = 8
    static let visitsAtOnce = 64
    /// A lane whose due jobs others have taken.
    static let rest: TimeInterval = 5

    private var lookAt: [TenantID: Date] = [:]
    private var looking: Set<TenantID> = []
    private var waiting: [Line] = []
    private var queued: Set<Line> = []
    private var busy: Set<Line> = []
    private var blocked: [Line: Date] = [:]

    /// Who rang may have mended what a lane rests for, such as a key: the database tells, whatever was known here.
    mutating func ring(_ tenants: Set<TenantID>, at now: Date) {
        for tenant in tenants {
            lookAt[tenant] = now
            for lane in JobLane.allCases { blocked[.lane(tenant, lane)] = nil }
        }
    }

    /// Shops to look at now.
    mutating func looks(among tenants: [Tenant], at now: Date) -> [TenantID] {
        let room = Self.looksAtOnce - looking.count
        guard room > 0 else { return [] }
        var due: [(TenantID, Date)] = []
        for tenant in tenants where tenant.state != .deleting && !looking.contains(tenant.id) {
            let at = self.due(of: tenant.id, at: now)
            if at <= now { due.append((tenant.id, at)) }
        }
        let chosen = due.sorted { $0.1 < $1.1 }.prefix(room).map(\.0)
        for tenant in chosen {
            looking.insert(tenant)
            lookAt[tenant] = now + Self.sweep
        }
        return chosen
    }

    /// A shop never seen is looked at within one sweep, not all of them in the first second.
    private mutating func due(of tenant: TenantID, at now: Date) -> Date {
        if let due = lookAt[tenant] { return due }
        let due = now + Double.random(in: 0...1) * min(Self.sweep, Double(lookAt.count) / 50)
        lookAt[tenant] = due
        return due
    }

    mutating func looked(at tenant: TenantID, found: [Line: Date], now: Date) {
        looking.remove(tenant)
        for (line, due) in found {
            let due = max(due, blocked[line] ?? due)
            if due > now {
                lookAt[tenant] = min(lookAt[tenant] ?? due, due)
            } else if !busy.contains(line), queued.insert(line).inserted {
                waiting.append(line)
            }
        }
    }

    mutating func lookFailed(at tenant: TenantID, now: Date) {
        looking.remove(tenant)
        lookAt[tenant] = now + Self.rest
    }

    /// Lines to be worked on now, the longest waiting first.
    mutating func visits() -> [Line] {
        let chosen = waiting.prefix(max(0, Self.visitsAtOnce - busy.count))
        waiting.removeFirst(chosen.count)
        for line in chosen {
            queued.remove(line)
            busy.insert(line)
        }
        return Array(chosen)
    }

    mutating func visited(_ line: Line, _ end: VisitEnd, now: Date) {
        busy.remove(line)
        switch end {
        case .more: blocked[line] = nil
        case .idle: blocked[line] = now + 0.05
        // No longer than a sweep: a mended key need not ring.
        case .blocked(let until): blocked[line] = min(max(until, now + 1), now + Self.sweep)
        }
        lookAt[line.tenant] = now
    }
}

extension JobEngine {
    private enum Step: Sendable {
        case wake
        case looked(TenantID, [Line: Date]?)
        case visited(Line, VisitEnd)
    }

    /// The engine's loop: who rang or is due is looked at, and what is due there is visited. Cancelled, it begins
    /// nothing more and waits for what is under way.
    func rounds() async {
        var table = TurnTable()
        await withTaskGroup(of: Step.self) { group in
            group.addTask { await hearBell() }
            while let step = await group.next() {
                let now = now()
                switch step {
                case .wake:
                    if !Task.isCancelled { group.addTask { await hearBell() } }
                case .looked(let tenant, let found?): table.looked(at: tenant, found: found, now: now)
                case .looked(let tenant, nil): table.lookFailed(at: tenant, now: now)
                case .visited(let line, let end): table.visited(line, end, now: now)
                }
                if Task.isCancelled {
                    bell.stop()
                    continue
                }
                table.ring(bell.heard(), at: now)
                for tenant in table.looks(among: tenants(), at: now) {
                    group.addTask { .looked(tenant, await look(at: tenant)) }
                }
                for line in table.visits() { group.addTask { .visited(line, await work(on: line)) } }
            }
        }
    }

    private func hearBell() async -> Step {
        for await _ in bell.wakeups { break }
        return .wake
    }

    /// When each line of the shop is due; nil when its database does not say.
    private func look(at tenant: TenantID) async -> [Line: Date]? {
        do {
            let rows = try await database(tenant).run([
                Statement(OutboxSQL.nextDue, .texts(lanes.map(\.rawValue))),
                Statement(ScheduleSQL.nextDue, .texts(schedules.map(\.name))),
            ])
            var found: [Line: Date] = [:]
            for row in rows[0] {
                guard let lane = JobLane(rawValue: try row.text("lane")), let due = try row.dateOrNil("due") else {
                    continue
                }
                found[.lane(tenant, lane)] = due
            }
            if !schedules.isEmpty {
                found[.schedules(tenant)] = try rows[1].one().dateOrNil("due") ?? .distantPast
            }
            return found
        } catch is CancellationError {
            return nil
        } catch {
            note(error, of: tenant)
            return nil
        }
    }

    /// Goes on to the end when the engine is stopped: half a request is worse than a late goodbye.
    private func work(on line: Line) async -> VisitEnd {
        await Task.detached { [self] in
            do {
                switch line {
                case .lane(let tenant, let lane): return try await visit(lane, of: tenant)
                case .schedules(let tenant):
                    try await book(of: tenant).runDue()
                    return .idle
                }
            } catch is CancellationError {
                return .idle
            } catch {
                note(error, of: line.tenant)
                return .blocked(until: now() + TurnTable.rest)
            }
        }.value
    }

    private func note(_ error: any Error, of tenant: TenantID) {
        let known = (error as? DatabaseError).map { "\($0)" } ?? (error as? any LoggableError)?.logDescription
        Logger.current.warning(
            "jobs put off", metadata: ["tenant": "\(tenant)", "why": "\(known ?? String(reflecting: type(of: error)))"])
    }
}
