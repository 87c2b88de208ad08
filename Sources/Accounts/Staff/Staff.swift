import Postgres
public import TokoCore

/// Somebody who works in this shop.
public struct Staff: Identifiable, Hashable, Sendable {
    public let id: StaffID
    /// In lower case.
    public let email: String
    public let name: String
    public let role: StaffRole
    /// When not, signing in is refused and no session counts.
    public let isActive: Bool
    /// When not, an invitation is still open or has lapsed.
    public let hasPassword: Bool

    /// From columns `staff_id`, `staff_email`, `staff_name`, `staff_role`, `staff_is_active`, `has_password`.
    init(row: Row) throws {
        id = try row.id("staff_id")
        email = try row.text("staff_email")
        name = try row.text("staff_name")
        guard let role = StaffRole(rawValue: try row.text("staff_role")) else {
            throw DatabaseError.decoding(column: "staff_role", expected: "a role")
        }
        self.role = role
        isActive = try row.bool("staff_is_active")
        hasPassword = try row.bool("has_password")
    }
}

public enum StaffRole: String, CaseIterable, Sendable {
    case owner, manager, packer
}
