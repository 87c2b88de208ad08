import Synchronization

/// A portion as the steps of one pipeline, with what each step means for the connection's memory.
struct Plan {
    enum Meaning {
        case frame
        case deallocation(String)
        case preparation(StatementKey, name: String)
        case statement(StatementKey)
    }

    private(set) var steps: [Step] = []
    private(set) var meanings: [Meaning] = []
    let commits: Bool

    /// The doomed statements are deallocated inside the transaction, behind the role: their end is not undone by a
    /// rollback, and the unit keeps its shape on the wire.
    init(_ portion: Portion, _ prepared: inout PreparedStatements) {
        commits = portion.commits
        if let isolation = portion.opening {
            add(FixedStatement(opening: isolation).step(), .frame)
            if let role = portion.scope.role { add(FixedStatement.role.step(Parameters(text: role)), .frame) }
            if let limit = portion.longerLimit {
                add(FixedStatement.limits.step(Parameters(text: String(limit.milliseconds))), .frame)
            }
            for name in prepared.doomed {
                add(.direct(text: "DEALLOCATE \(name)", parameters: .none, label: "deallocate"), .deallocation(name))
            }
        }
        var fresh: [StatementKey: String] = [:]
        for statement in portion.statements {
            let key = StatementKey(scope: portion.scope, identity: statement.sql.identity)
            let label = statement.sql.name
            let known = prepared.use(key)
            let name = known?.name ?? fresh[key] ?? prepared.newName()
            if known == nil, fresh.updateValue(name, forKey: key) == nil {
                let text = statement.sql.rendered(in: portion.scope)
                add(.prepare(name: name, text: text, label: label), .preparation(key, name: name))
            }
            add(
                .execute(name: name, parameters: statement.parameters, label: label, layout: known?.layout),
                .statement(key))
        }
        if commits { add(FixedStatement.commit.step(), .frame) }
    }

    private mutating func add(_ step: Step, _ meaning: Meaning) {
        steps.append(step)
        meanings.append(meaning)
    }

    /// The last statement before COMMIT, for an error about the COMMIT.
    var lastLabel: String {
        let last = meanings.lastIndex { if case .statement = $0 { true } else { false } }
        return (last.map { steps[$0] } ?? FixedStatement.commit.step()).label
    }

    /// The statements' rows; nil when one has none.
    func rows(_ answers: [Exchange.Answer]) -> [Rows]? {
        guard answers.count == steps.count else { return nil }
        var rows: [Rows] = []
        for (meaning, answer) in zip(meanings, answers) {
            guard case .done(let table) = answer else { return nil }
            if case .statement = meaning { rows.append(Rows(table: table)) }
        }
        return rows
    }

    /// Whether the server said `COMMIT` (and not `ROLLBACK`, which is its answer in a failed transaction).
    func isCommitted(_ answers: [Exchange.Answer]) -> Bool {
        guard commits, answers.count == steps.count, case .done(let table) = answers.last else { return false }
        return table.tag == "COMMIT"
    }

    /// Remembers what the server now has prepared and what not.
    func teach(_ prepared: inout PreparedStatements, _ answers: [Exchange.Answer], _ counters: Counters) {
        for (meaning, answer) in zip(meanings, answers) {
            switch (meaning, answer) {
            case (.deallocation(let name), .done):
                prepared.deallocated(name)
                counters.deallocations.add(1, ordering: .relaxed)
            case (.preparation(let key, let name), .done):
                prepared.insert(key, name: name)
                counters.prepares.add(1, ordering: .relaxed)
            case (.statement(let key), .done(let table)): prepared.learn(table.layout, for: key)
            case (.statement(let key), .refused(let refusal)) where refusal.sqlState == "0A000":
                prepared.forget(key, stillOnServer: true)
            case (.statement(let key), .refused(let refusal)) where refusal.sqlState == "26000":
                prepared.forget(key, stillOnServer: false)
            default: break
            }
        }
    }
}
