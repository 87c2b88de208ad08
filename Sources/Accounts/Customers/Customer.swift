import Postgres
public import TokoCore

/// Somebody who buys at this shop. The same person at another shop is another customer.
public struct Customer: Identifiable, Hashable, Sendable {
    public let id: CustomerID
    public let name: String
    /// As Google gave it at the last sign-in, capitals and dots included.
    public let email: String
    /// `08...`, or empty while unknown.
    public let phone: String

    /// From columns `customer_id`, `customer_name`, `customer_email`, `customer_phone`.
    init(row: Row) throws {
        id = try row.id("customer_id")
        name = try row.text("customer_name")
        email = try row.text("customer_email")
        phone = try row.text("customer_phone")
    }
}
