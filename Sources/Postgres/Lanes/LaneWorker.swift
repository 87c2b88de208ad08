import CLibPQ
import Logging
import Synchronization

/// The connection as its own thread sees it: connects when needed, runs portions, and never keeps a connection whose
/// state it does not know. Every method is called on the lane's thread only.
final class LaneWorker {
    let setup: LaneSetup
    private let bell: Bell
    private(set) var wire: Wire?
    private var prepared: PreparedStatements
    private var scopes: Set<Scope> = []

    init(_ setup: LaneSetup, bell: Bell) {
        self.setup = setup
        self.bell = bell
        prepared = PreparedStatements(capacity: setup.statementsPerConnection)
    }

    var socket: Int32? { wire?.socket }

    /// Something came in while nothing was asked: a notice, or the end.
    func listenWhileResting() {
        if let wire, !wire.receive() { hangUp() }
    }

    func hangUp() {
        wire = nil
        scopes = []
        prepared = PreparedStatements(capacity: setup.statementsPerConnection)
    }

    /// One round trip. When it throws, no transaction is open any more: it was rolled back, or the connection closed.
    func run(_ portion: Portion, _ patience: Patience) throws -> [Rows] {
        do {
            if patience.isCancelled() { throw CancellationError() }
            if let deadline = patience.deadline, ContinuousClock.now >= deadline {
                throw DatabaseError.deadlineExceeded(statement: portion.label)
            }
            if portion.opening != nil { try makeReady(for: portion.scope, patience) }
            var (plan, exchange) = try send(portion, patience)
            if portion.opening != nil, exchange.neverBegan {
                // The connection had ended before the unit came: nothing happened, so it may be asked once more.
                hangUp()
                try makeReady(for: portion.scope, patience)
                (plan, exchange) = try send(portion, patience)
            }
            return try settle(plan, exchange)
        } catch {
            undo()
            throw error
        }
    }

    /// Rolls back what is open; closes the connection when that does not work.
    func undo() {
        guard let wire, wire.transactionStatus != PQTRANS_IDLE else { return }
        setup.counters.rollbacks.add(1, ordering: .relaxed)
        let patience = Patience(deadline: ContinuousClock.now + .seconds(5))
        let exchange = wire.exchange([FixedStatement.rollback.step()], patience)
        if exchange.isSmooth, wire.transactionStatus == PQTRANS_IDLE { return }
        hangUp()
    }

    /// Connects unless that is done. An exclusive connection has no prepared statements and no pipeline.
    func connect(_ patience: Patience) throws {
        guard wire == nil else { return }
        try setup.outage.admit()
        let start = ContinuousClock.now
        let limit = start + setup.connectTimeout
        do {
            guard let address = setup.address else {
                throw DatabaseError.cannotConnect(reason: "the database URL cannot be read")
            }
            var patience = patience
            patience.deadline = patience.deadline.map { min($0, limit) } ?? limit
            let wire = try address.connect(bell: bell, patience)
            if setup.isPipelined { try prepareFixed(on: wire, patience) }
            self.wire = wire
        } catch DatabaseError.cannotConnect(let reason) {
            if let own = patience.deadline, own < limit, ContinuousClock.now >= own {
                // The caller was in a hurry, which says nothing about the server.
                setup.outage.learnedNothing()
                throw DatabaseError.deadlineExceeded(statement: "connect")
            }
            if setup.outage.failed(attemptedAt: start, reason: reason) {
                setup.logger.error("database unreachable", metadata: ["reason": "\(reason)"])
            }
            throw DatabaseError.cannotConnect(reason: reason)
        } catch {
            setup.outage.learnedNothing()
            throw error
        }
        setup.counters.connects.add(1, ordering: .relaxed)
        if setup.outage.succeeded() { setup.logger.notice("database reachable again") }
    }

    private func prepareFixed(on wire: Wire, _ patience: Patience) throws {
        let steps = FixedStatement.allCases.map {
            Step.prepare(name: $0.rawValue, text: $0.text, label: $0.rawValue)
        }
        guard wire.pipelined(true) else { throw DatabaseError.cannotConnect(reason: "no pipeline") }
        let exchange = wire.exchange(steps, patience)
        if exchange.interruption == .cancelled { throw CancellationError() }
        guard exchange.isSmooth else {
            throw DatabaseError.cannotConnect(reason: "the server ended the connection at once")
        }
    }

    private func makeReady(for scope: Scope, _ patience: Patience) throws {
        if let wire, Readiness.wait(socket: wire.socket, bell: bell, until: .now).canRead, !wire.receive() { hangUp() }
        if !scopes.contains(scope), scopes.count >= setup.scopesPerConnection { hangUp() }
        try connect(patience)
        scopes.insert(scope)
    }

    private func send(_ portion: Portion, _ patience: Patience) throws -> (Plan, Exchange) {
        guard let wire else { throw DatabaseError.connectionLost(statement: portion.label) }
        let plan = Plan(portion, &prepared)
        setup.counters.exchanges.add(1, ordering: .relaxed)
        let exchange = wire.exchange(plan.steps, patience)
        plan.teach(&prepared, exchange.answers, setup.counters)
        return (plan, exchange)
    }

    /// Rows, or the error the caller gets; decides whether the connection lives on.
    private func settle(_ plan: Plan, _ exchange: Exchange) throws -> [Rows] {
        if exchange.ending == .complete, exchange.interruption == nil {
            if let rows = plan.rows(exchange.answers), plan.isCommitted(exchange.answers) || !plan.commits,
                wire?.transactionStatus == (plan.commits ? PQTRANS_IDLE : PQTRANS_INTRANS)
            {
                return rows
            }
            // Without a refusal to explain it, a transaction in another state than planned is none of ours.
            if exchange.refusal == nil { hangUp() }
        } else {
            setup.logger.info("database connection given up", metadata: ["backend": "\(wire?.backend ?? 0)"])
            hangUp()
        }
        let verdict = Verdict(plan, exchange)
        if let message = verdict.message {
            setup.logger.error(
                "database refused statement", metadata: ["statement": "\(verdict.label)", "message": "\(message)"])
        }
        return try verdict.rows()
    }
}
