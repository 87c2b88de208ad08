import Logging

/// A connection of its own, outside the lanes and the scopes: for migrations, provisioning and advisory locks.
///
/// It acts as the role of the pool's URL, without time limits but the task's cancellation. Its session ends with the
/// body it was lent to, and its locks with it. After a refused statement it can be used on (`ROLLBACK` first, when a
/// `BEGIN` was sent).
public struct ExclusiveConnection: Sendable {
    let lane: Lane

    /// Runs a whole script by the simple protocol: many statements, one implicit transaction unless it says `BEGIN`.
    /// - Parameter name: how errors call it, for instance the file's name. The server's message and the line it points
    ///   at go to the log.
    public func script(_ sql: String, name: String) async throws {
        guard !sql.utf8.contains(0) else { throw DatabaseError.unsendable(statement: name, parameter: 0) }
        try await ask { .script(text: sql, label: name) }
    }

    /// Runs one statement; `text` may be composed, values go by `$1`, `$2`.
    @discardableResult
    public func query(_ text: String, _ values: SQLValue..., name: String = "query") async throws -> Rows {
        try await query(text: text, values: values, name: name)
    }

    /// The same, values as an array.
    @discardableResult
    public func query(text: String, values: [SQLValue] = [], name: String = "query") async throws -> Rows {
        guard !text.utf8.contains(0) else { throw DatabaseError.unsendable(statement: name, parameter: 0) }
        let parameters = try Parameters(values, of: name)
        return try await ask { .direct(text: text, parameters: parameters, label: name) }
    }

    func connect() async throws {
        try await perform { worker, patience in try worker.connect(patience) }
    }

    func close() async {
        lane.stop()
        await lane.stopped()
    }

    @discardableResult
    private func ask(_ step: @escaping @Sendable () -> Step) async throws -> Rows {
        try await perform { worker, patience in try worker.askAlone(step(), patience) }
    }

    private func perform<Value: Sendable>(
        _ work: @escaping @Sendable (LaneWorker, Patience) throws -> Value
    ) async throws -> Value {
        let call = Call<Value>()
        call.onCancel { [lane] in lane.wake() }
        return try await call.value { [lane] in
            lane.post { worker in
                let patience = Patience(deadline: nil, isCancelled: { call.isCancelled })
                call.answer(
                    Result {
                        if call.isCancelled { throw CancellationError() }
                        return try work(worker, patience)
                    })
            }
        }
    }
}

extension LaneWorker {
    /// One step outside a pipeline and outside units.
    fileprivate func askAlone(_ step: Step, _ patience: Patience) throws -> Rows {
        guard let wire else { throw DatabaseError.connectionLost(statement: step.label) }
        let exchange = wire.ask(step, patience)
        if exchange.ending == .complete, exchange.interruption == nil {
            switch exchange.answers.first {
            case .done(let table): return Rows(table: table)
            case .refused(let refusal) where !refusal.isFatal:
                log(refusal, of: step)
                throw refusal.error(in: step.label)
            default: break
            }
        }
        hangUp()
        if exchange.ending == .unsent { throw DatabaseError.connectionLost(statement: step.label) }
        if let (_, refusal) = exchange.refusal, !refusal.sqlState.isEmpty {
            if exchange.interruption == .cancelled { throw CancellationError() }
            throw DatabaseError.connectionLost(statement: step.label)
        }
        // What it did, it may have done: nobody here knows where its transactions end.
        throw DatabaseError.commitInDoubt(statement: step.label)
    }

    /// A script comes from a file of ours, so a developer may read what is wrong with it.
    private func log(_ refusal: Refusal, of step: Step) {
        guard case .script(let text, let label) = step else { return }
        let line = refusal.position.map { text.unicodeScalars.prefix($0).count(where: { $0 == "\n" }) + 1 }
        setup.logger.error(
            "database refused script",
            metadata: [
                "script": "\(label)", "line": "\(line.map(String.init) ?? "?")", "sqlstate": "\(refusal.sqlState)",
                "message": "\(refusal.message)",
            ])
    }
}
