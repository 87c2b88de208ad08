import Synchronization

/// A lane lent to one interactive transaction, and how far that transaction is.
final class Lease: Sendable {
    private enum Phase {
        case fresh, open, over
        case failed(DatabaseError?)
    }

    private let lane: Lane
    private let board: LaneBoard
    private let scope: Scope
    private let isolation: Isolation
    private let deadline: ContinuousClock.Instant
    private let longerLimit: Duration?
    /// Written on the lane's thread, one errand after the other; read by the caller between them.
    private let phase = Mutex(Phase.fresh)
    private let announcing = Mutex(false)

    init(
        _ lane: Lane, of board: LaneBoard, scope: Scope, isolation: Isolation, deadline: ContinuousClock.Instant,
        longerLimit: Duration?
    ) {
        self.lane = lane
        self.board = board
        self.scope = scope
        self.isolation = isolation
        self.deadline = deadline
        self.longerLimit = longerLimit
    }

    /// What the database said when the transaction failed.
    var failure: DatabaseError? {
        if case .failed(let error) = phase.withLock({ $0 }) { error } else { nil }
    }

    /// Whether a statement was run whose commit is to be announced.
    var announces: Bool { announcing.withLock { $0 } }

    func run(_ statements: [BoundStatement], commit: Bool) async throws -> [Rows] {
        if statements.contains(where: \.sql.announces) { announcing.withLock { $0 = true } }
        let call = Call<[Rows]>()
        call.onCancel { [lane] in lane.wake() }
        return try await call.value { [self] in
            lane.post { [self] worker in
                call.answer(Result { try perform(statements, commit: commit, call, worker) })
            }
        }
    }

    /// Sends COMMIT unless that was done.
    /// - Throws: what failed earlier, even when the body has caught it: there is nothing to commit then.
    func commitIfOpen() async throws {
        switch phase.withLock({ $0 }) {
        case .fresh, .over: return
        case .open: _ = try await run([], commit: true)
        case .failed(let error): throw error ?? DatabaseError.transactionOver(statement: "commit")
        }
    }

    /// Rolls back what is still open and gives the lane back. Not cut short by cancellation.
    func release() async {
        await withCheckedContinuation { continuation in
            lane.post { [self] worker in
                worker.undo()
                phase.withLock { phase in
                    if case .failed = phase { return }
                    phase = .over
                }
                board.release(lane)
                continuation.resume()
            }
        }
    }

    private func perform(
        _ statements: [BoundStatement], commit: Bool, _ call: Call<[Rows]>, _ worker: LaneWorker
    ) throws -> [Rows] {
        let current = phase.withLock { $0 }
        let opening: Isolation?
        switch current {
        case .fresh: opening = isolation
        case .open: opening = nil
        case .over, .failed: throw DatabaseError.transactionOver(statement: statements.first?.sql.name ?? "commit")
        }
        if opening != nil, statements.isEmpty {
            phase.withLock { $0 = .over }
            return []
        }
        let portion = Portion(
            statements: statements, scope: scope, opening: opening, commits: commit, longerLimit: longerLimit)
        do {
            let patience = Patience(deadline: deadline, isCancelled: { call.isCancelled })
            let rows = try worker.run(portion, patience)
            phase.withLock { $0 = commit ? .over : .open }
            return rows
        } catch {
            phase.withLock { $0 = .failed(error as? DatabaseError) }
            throw error
        }
    }
}
