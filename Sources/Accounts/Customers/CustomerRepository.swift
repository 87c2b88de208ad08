public import Postgres
public import TokoCore

/// The customers of one shop. Everything throws ``DatabaseError``.
public struct CustomerRepository: Sendable {
    private let database: TenantDatabase

    public init(_ database: TenantDatabase) {
        self.database = database
    }

    public func customer(_ id: CustomerID) async throws -> Customer? {
        try await database.query(CustomerSQL.customer, .id(id)).first.map(Customer.init(row:))
    }

    public func setPhone(_ phone: PhoneNumber, of id: CustomerID) async throws {
        try await database.query(CustomerSQL.setPhone, .id(id), .text(phone.text))
    }
}

enum CustomerSQL {
    /// $1 customer -> customer_id, customer_name, customer_email, customer_phone
    static let customer = SQL(
        "customer.by_id",
        """
        SELECT id AS customer_id, name AS customer_name, email AS customer_email, phone AS customer_phone
        FROM {customer} WHERE id = $1
        """)

    /// $1 customer, $2 phone
    static let setPhone = SQL("customer.set_phone", "UPDATE {customer} SET phone = $2 WHERE id = $1")
}
