public import Postgres
public import TokoCore

/// Who is signed in at one shop. Each question is one round trip; everything throws ``DatabaseError``.
///
/// A customer's session ends 30 days after its last use, one of the staff 12 hours after it began. What has ended is
/// ignored when it is read, and swept away when the next session begins.
public struct SessionRepository: Sendable {
    private let database: TenantDatabase

    public init(_ database: TenantDatabase) {
        self.database = database
    }

    /// - Parameter token: the cookie's value, whatever the browser sent.
    /// - Returns: nil when it is not a customer's session, or no longer.
    public func customerSession(token: String) async throws -> Session? {
        guard let token = SessionToken(token) else { return nil }
        return try await database.query(SessionSQL.customer, .bytes(token.hash)).first.map(Session.init(customer:))
    }

    /// - Returns: nil when it is not a session of the staff, or no longer, or its owner may not work here any more.
    public func staffSession(token: String) async throws -> Session? {
        guard let token = SessionToken(token) else { return nil }
        return try await database.query(SessionSQL.staff, .bytes(token.hash)).first.map(Session.init(staff:))
    }

    public func create(customer: CustomerID) async throws -> NewSession {
        let token = SessionToken.random()
        let results = try await database.run([
            Statement(SessionSQL.sweep),
            Statement(SessionSQL.create, values: Self.created(token, customer: customer)),
            Statement(SessionSQL.customer, .bytes(token.hash)),
        ])
        return NewSession(token: token, session: try Session(customer: results[2].one()))
    }

    public func create(staff: StaffID) async throws -> NewSession {
        let token = SessionToken.random()
        let results = try await database.run([
            Statement(SessionSQL.sweep),
            Statement(SessionSQL.create, values: Self.created(token, staff: staff)),
            Statement(SessionSQL.staff, .bytes(token.hash)),
        ])
        return NewSession(token: token, session: try Session(staff: results[2].one()))
    }

    /// Signs out. A token that is none of ours is signed out already.
    public func delete(token: String) async throws {
        guard let token = SessionToken(token) else { return }
        try await database.query(SessionSQL.delete, .bytes(token.hash))
    }

    /// Signs out everywhere.
    public func deleteAll(of customer: CustomerID) async throws {
        try await database.query(SessionSQL.deleteOfCustomer, .id(customer))
    }

    public func deleteAll(of staff: StaffID) async throws {
        try await database.query(SessionSQL.deleteOfStaff, .id(staff))
    }

    static func created(
        _ token: SessionToken, customer: CustomerID? = nil, staff: StaffID? = nil
    ) -> [SQLValue] {
        [.bytes(token.hash), .optional(customer), .optional(staff), .text(SessionToken.random().text)]
    }
}
