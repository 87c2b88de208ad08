/// What an exchange that did not go smoothly means for the caller.
struct Verdict {
    let label: String
    /// The server's words, when they are about names or syntax.
    let message: String?
    private let result: Result<[Rows], any Error>

    func rows() throws -> [Rows] { try result.get() }

    init(_ plan: Plan, _ exchange: Exchange) {
        let refused = exchange.refusal
        // Where it stopped: the first step without a good answer.
        let place = min(refused?.place ?? exchange.answers.count, plan.steps.count - 1)
        label = plan.steps[place].label
        message = refused?.1.publicMessage
        result = Self.result(plan, exchange, refused?.1, place, label)
    }

    private static func result(
        _ plan: Plan, _ exchange: Exchange, _ refusal: Refusal?, _ place: Int, _ label: String
    ) -> Result<[Rows], any Error> {
        // The COMMIT was answered before the rest went wrong: then it happened.
        if plan.isCommitted(exchange.answers), let rows = plan.rows(exchange.answers) { return .success(rows) }
        let isAtCommit = plan.commits && place == plan.steps.count - 1
        if let refusal, !refusal.sqlState.isEmpty {
            if refusal.sqlState == "57014" { return .failure(given(up: exchange.interruption ?? .deadline, label)) }
            if !refusal.isFatal { return .failure(refusal.error(in: label)) }
            // The backend ended at this step and never reached the ones after it.
            if !isAtCommit { return .failure(DatabaseError.connectionLost(statement: label)) }
        }
        if exchange.ending == .unsent { return .failure(DatabaseError.connectionLost(statement: label)) }
        if exchange.ending == .complete {
            if let interruption = exchange.interruption { return .failure(given(up: interruption, label)) }
            return .failure(DatabaseError.transactionOver(statement: label))
        }
        if plan.commits { return .failure(DatabaseError.commitInDoubt(statement: plan.lastLabel)) }
        guard let interruption = exchange.interruption else {
            return .failure(DatabaseError.connectionLost(statement: label))
        }
        return .failure(given(up: interruption, label))
    }

    private static func given(up interruption: Exchange.Interruption, _ label: String) -> any Error {
        switch interruption {
        case .cancelled: CancellationError()
        case .deadline: DatabaseError.deadlineExceeded(statement: label)
        }
    }
}

extension Exchange {
    /// The server said that the connection had ended before the first step, or nothing left this side.
    var neverBegan: Bool {
        if ending == .unsent { return true }
        guard let (place, refusal) = refusal else { return false }
        return place == 0 && refusal.isFatal && !refusal.sqlState.isEmpty
    }
}
