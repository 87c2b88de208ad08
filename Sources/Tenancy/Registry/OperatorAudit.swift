import FoundationEssentials
import Postgres

/// What the agency's people did to the registry, one row each.
enum OperatorAudit {
    /// $1 actor, $2 action, $3 tenant, $4 detail
    static let text = "INSERT INTO tokoku.operator_audit (actor, action, tenant_id, detail) VALUES ($1, $2, $3, $4)"

    /// The same for a unit in the control scope.
    static let insert = SQL(
        "operator_audit.insert",
        "INSERT INTO {operator_audit} (actor, action, tenant_id, detail) VALUES ($1, $2, $3, $4)")

    /// Names and hosts, never a secret.
    static func detail(_ facts: [String: String]) throws -> String {
        String(decoding: try JSONEncoder().encode(facts), as: UTF8.self)
    }
}
