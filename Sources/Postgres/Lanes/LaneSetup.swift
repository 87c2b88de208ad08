import Logging
import Synchronization

/// What the lanes of one pool share.
struct LaneSetup: Sendable {
    /// Nil when the URL cannot be read.
    let address: Address?
    let isPipelined: Bool
    let unitDeadline: Duration
    let statementsPerConnection: Int
    let scopesPerConnection: Int
    let outage: Outage
    let counters: Counters
    let logger: Logger

    /// - Parameter isPipelined: false for an exclusive connection, which also has no limits on the server's side.
    init(_ configuration: ConnectionPool.Configuration, isPipelined: Bool, logger: Logger) {
        // The client's own deadline comes first; these end what a vanished client left behind.
        let session = Address.Session.lane(
            statementLimit: configuration.unitDeadline + .seconds(2),
            restLimit: configuration.unitDeadline + .seconds(5))
        address = Address(
            url: configuration.url, applicationName: configuration.applicationName,
            session: isPipelined ? session : .unlimited)
        self.isPipelined = isPipelined
        unitDeadline = configuration.unitDeadline
        statementsPerConnection = configuration.statementsPerConnection
        scopesPerConnection = configuration.tenantsPerConnection
        outage = Outage()
        counters = Counters()
        self.logger = logger
    }
}

/// What the lanes have done so far, for tests and for whoever measures.
final class Counters: Sendable {
    /// Round trips of units, rollbacks apart.
    let exchanges = Atomic<Int>(0)
    let rollbacks = Atomic<Int>(0)
    let connects = Atomic<Int>(0)
    let prepares = Atomic<Int>(0)
    let deallocations = Atomic<Int>(0)
}

/// Keeps a server that is down from being asked by every unit: after a failed attempt the next ones fail at once for a
/// while that grows from 20 ms to half a second.
final class Outage: Sendable {
    private struct State {
        var until: ContinuousClock.Instant?
        var pause = Duration.zero
        var reason = ""
    }

    private static let shortest = Duration.milliseconds(20)
    private static let longest = Duration.milliseconds(500)
    private let state = Mutex(State())

    /// - Throws: ``DatabaseError/cannotConnect(reason:)`` while the pause lasts.
    func check() throws {
        let reason = state.withLock { state in
            state.until.map { $0 > ContinuousClock.now } == true ? state.reason : nil
        }
        if let reason { throw DatabaseError.cannotConnect(reason: reason) }
    }

    /// True when this is news: the attempts before had succeeded.
    func failed(attemptedAt start: ContinuousClock.Instant, reason: String) -> Bool {
        state.withLock { state in
            state.reason = reason
            // Lanes that failed side by side are one failure.
            if let until = state.until, until > start { return false }
            let isNews = state.until == nil
            state.pause = min(max(state.pause * 2, Self.shortest), Self.longest)
            state.until = ContinuousClock.now + state.pause
            return isNews
        }
    }

    /// True when an outage ends with it.
    func succeeded() -> Bool {
        state.withLock { state in
            defer { state = State() }
            return state.until != nil
        }
    }
}
