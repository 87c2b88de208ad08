import Synchronization
import TokoCore

/// Which lane serves whom. Each scope has its favourite lanes by rendezvous hashing, so its statements stay prepared
/// there; when they are busy any idle one will do, the next favourite first; when all are, first come, first served.
final class LaneBoard: Sendable {
    /// Somebody who needs a lane. One of the two is called once, on whatever thread finds out.
    struct Request: Sendable {
        let ticket: UInt64
        let scope: Scope
        let deadline: ContinuousClock.Instant
        let isCancelled: @Sendable () -> Bool
        let assign: @Sendable (Lane) -> Void
        let refuse: @Sendable (any Error) -> Void
    }

    private struct State {
        var lanes: [Lane?]
        var idle: Set<Int>
        var waiting: [Request] = []
        var isClosed = false
        var clock: WaitingClock?
    }

    private let setup: LaneSetup
    private let state: Mutex<State>
    private let lastTicket = Atomic<UInt64>(0)

    init(size: Int, setup: LaneSetup) {
        self.setup = setup
        state = Mutex(State(lanes: Array(repeating: nil, count: size), idle: Set(0..<size)))
    }

    var isClosed: Bool { state.withLock { $0.isClosed } }
    var waitingCount: Int { state.withLock { $0.waiting.count } }

    func newTicket() -> UInt64 { lastTicket.add(1, ordering: .relaxed).newValue }

    /// Assigns a lane now or later.
    func enter(_ request: Request) {
        enum Outcome {
            case lane(Lane)
            case refused(any Error)
            case queued(WaitingClock)
        }
        let outcome: Outcome = state.withLock { state in
            if state.isClosed { return .refused(DatabaseError.closed) }
            // A cancellation after this look finds the request in the queue.
            if request.isCancelled() { return .refused(CancellationError()) }
            do {
                if let number = Self.favourite(of: request.scope, in: state.idle) {
                    let lane = try state.lanes[number] ?? Lane(number: number, setup: setup)
                    state.lanes[number] = lane
                    state.idle.remove(number)
                    return .lane(lane)
                }
                let clock = try state.clock ?? WaitingClock { [weak self] in self?.expire() }
                state.clock = clock
                state.waiting.append(request)
                return .queued(clock)
            } catch {
                return .refused(error)
            }
        }
        switch outcome {
        case .lane(let lane): request.assign(lane)
        case .refused(let error): request.refuse(error)
        case .queued(let clock): clock.remind(at: request.deadline)
        }
    }

    /// The caller waits no longer.
    func withdraw(_ ticket: UInt64) {
        let request = state.withLock { state -> Request? in
            guard let at = state.waiting.firstIndex(where: { $0.ticket == ticket }) else { return nil }
            return state.waiting.remove(at: at)
        }
        request?.refuse(CancellationError())
    }

    /// The lane is free; the longest waiting gets it.
    func release(_ lane: Lane) {
        let request = state.withLock { state -> Request? in
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            if state.isClosed { lane.stop() } else { state.idle.insert(lane.number) }
            return nil
        }
        request?.assign(lane)
    }

    /// Refuses who waits, lets units under way end, and returns when all connections are closed.
    func close() async {
        for lane in shut() { await lane.stopped() }
    }

    /// The same without waiting; the lanes that are about to end.
    @discardableResult
    func shut() -> [Lane] {
        let (refused, lanes, clock) = state.withLock { state in
            defer { state.waiting = [] }
            state.isClosed = true
            for number in state.idle { state.lanes[number]?.stop() }
            return (state.waiting, state.lanes.compactMap { $0 }, state.clock)
        }
        for request in refused { request.refuse(DatabaseError.closed) }
        clock?.stop()
        return lanes
    }

    /// Refuses whoever has waited too long; when the next one will have.
    private func expire() -> ContinuousClock.Instant? {
        let now = ContinuousClock.now
        let (late, next) = state.withLock { state in
            let late = state.waiting.filter { $0.deadline <= now }
            if !late.isEmpty { state.waiting.removeAll { $0.deadline <= now } }
            return (late, state.waiting.map(\.deadline).min())
        }
        for request in late { request.refuse(DatabaseError.poolTimeout) }
        return next
    }

    private static func favourite(of scope: Scope, in idle: Set<Int>) -> Int? {
        idle.max { rank($0, scope) < rank($1, scope) }
    }

    /// splitmix64 of scope and lane: every scope has an order of lanes of its own, the same on every server.
    static func rank(_ lane: Int, _ scope: Scope) -> UInt64 {
        let number: Int64 = if case .tenant(let id) = scope { Int64(id.number) } else { -1 }
        var mixed = UInt64(bitPattern: number) &* 0x9e37_79b9_7f4a_7c15 &+ UInt64(lane + 1) &* 0xd1b5_4a32_d192_ed03
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
