public import Messaging
public import Postgres

/// Customers' agreement to be told of their orders, where orders keep it.
public struct NoticeConsent: Sendable {
    private let database: TenantDatabase

    public init(_ database: TenantDatabase) { self.database = database }

    /// Takes it back from every order with one of these phones: what was not told yet is never told.
    /// - Throws: ``DatabaseError``.
    public func takeBack(_ phones: [WhatsAppPhone]) async throws {
        guard !phones.isEmpty else { return }
        try await database.query(NoticeSQL.stop, .texts(phones.map { $0.national ?? String($0.text.dropFirst()) }))
    }
}
