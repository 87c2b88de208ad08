public import Postgres
public import TokoCore

/// A customer's agreement to be counted, where orders keep it.
public struct CountingConsent: Sendable {
    private let database: TenantDatabase

    public init(_ database: TenantDatabase) { self.database = database }

    /// Takes the anonymous id out of the customer's orders: what was not told yet is never told.
    /// - Throws: ``DatabaseError``.
    public func takeBack(_ visitor: String, of customer: CustomerID) async throws {
        try await database.query(CountingSQL.forget, .id(customer), .text(visitor))
    }
}
