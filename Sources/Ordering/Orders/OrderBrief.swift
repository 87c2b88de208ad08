public import Postgres
public import TokoCore

/// As much of an order as a list of messages about it shows.
public struct OrderBrief: Sendable, Hashable {
    public let id: OrderID
    public let code: OrderCode
    public let customerName: String
    public let customerEmail: String
    public let phone: String

    /// - Returns: those that exist, by number.
    /// - Throws: `DatabaseError`.
    public static func all(_ orders: [OrderID], in database: TenantDatabase) async throws -> [OrderID: OrderBrief] {
        guard !orders.isEmpty else { return [:] }
        return try await database.query(OrderBriefSQL.byIDs, .ids(orders)).reduce(into: [:]) { found, row in
            let brief = OrderBrief(
                id: try row.id("id"), code: try OrderCode(row: row), customerName: try row.text("customer_name"),
                customerEmail: try row.text("customer_email"), phone: try row.text("phone"))
            found[brief.id] = brief
        }
    }
}

enum OrderBriefSQL {
    /// $1 orders -> their codes and people
    static let byIDs = SQL(
        "order_briefs",
        "SELECT id, code, customer_name, customer_email, phone FROM {order} WHERE id = ANY ($1)")
}
