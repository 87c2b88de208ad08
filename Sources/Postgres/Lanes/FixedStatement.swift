/// The statements every connection prepares when it is made.
enum FixedStatement: String, CaseIterable {
    case begin, beginRepeatable, beginSerializable, role, limits, commit, rollback

    var text: String {
        switch self {
        case .begin: "BEGIN"
        case .beginRepeatable: "BEGIN ISOLATION LEVEL REPEATABLE READ"
        case .beginSerializable: "BEGIN ISOLATION LEVEL SERIALIZABLE"
        case .role: "SELECT set_config('role', $1, true)"
        case .limits:
            "SELECT set_config('statement_timeout', $1, true),"
                + " set_config('idle_in_transaction_session_timeout', $1, true)"
        case .commit: "COMMIT"
        case .rollback: "ROLLBACK"
        }
    }

    init(opening isolation: Isolation) {
        switch isolation {
        case .readCommitted: self = .begin
        case .repeatableRead: self = .beginRepeatable
        case .serializable: self = .beginSerializable
        }
    }

    func step(_ parameters: Parameters = .none) -> Step {
        .execute(name: rawValue, parameters: parameters, label: rawValue, layout: nil)
    }
}
