import TokoCore

/// Whose tables a statement means.
enum Scope: Hashable, Sendable {
    case control
    case tenant(TenantID)

    var schema: String {
        switch self {
        case .control: "tokoku"
        case .tenant(let id): id.schema
        }
    }

    /// The role a unit takes; control stays what it logged in as.
    var role: String? {
        switch self {
        case .control: nil
        case .tenant(let id): id.schema
        }
    }
}
