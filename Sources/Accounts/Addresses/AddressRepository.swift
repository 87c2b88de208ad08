public import Postgres
import Tenancy
public import TokoCore

/// The address books of one shop's customers. Every statement names the customer, so nobody reaches another's book.
/// Throws ``AddressError`` and ``DatabaseError``.
public struct AddressRepository: Sendable {
    /// Addresses one customer may have.
    public static let most: Int64 = 20

    private let database: TenantDatabase

    public init(_ database: TenantDatabase) {
        self.database = database
    }

    /// The default first, then the newest.
    public func list(of customer: CustomerID) async throws -> [Address] {
        try await database.query(AddressSQL.list, .id(customer)).map(Address.init(row:))
    }

    /// - Returns: nil when this customer has no such address.
    public func get(_ id: AddressID, of customer: CustomerID) async throws -> Address? {
        try await database.query(AddressSQL.address, .id(customer), .id(id)).first.map(Address.init(row:))
    }

    /// Where things go unless the customer says otherwise; nil for an empty book.
    public func defaultAddress(of customer: CustomerID) async throws -> Address? {
        try await list(of: customer).first
    }

    /// Adds an address (the first one becomes the default by itself), or changes one. Orders keep the words they were
    /// placed with.
    ///
    /// - Parameters:
    ///   - id: the address to change; nil to add one.
    ///   - isDefault: makes it the default; false leaves that as it is.
    /// - Throws: ``AddressError``.
    public func save(
        _ address: CheckedAddress, replacing id: AddressID? = nil, isDefault: Bool = false, of customer: CustomerID
    ) async throws -> Address {
        let write =
            if let id {
                Statement(AddressSQL.update, values: [.id(customer), .id(id)] + Self.values(address))
            } else {
                Statement(AddressSQL.add, values: [.id(customer), .int(Self.most)] + Self.values(address))
            }
        return try await database.transaction { transaction in
            let results = try await transaction.run([Statement(AddressSQL.lockBook, .id(customer)), write])
            guard let row = results[1].first else { throw id == nil ? AddressError.tooMany : AddressError.unknown }
            let saved: AddressID = try row.id("id")
            let setDefault = isDefault ? [Statement(AddressSQL.setDefault, .id(customer), .id(saved))] : []
            let read = Statement(AddressSQL.address, .id(customer), .id(saved))
            let last = try await transaction.commit(after: setDefault + [read])
            return try Address(row: last[last.count - 1].one())
        }
    }

    /// Removes an address; if it was the default, the newest of the others is. Gone already: nothing happens.
    public func delete(_ id: AddressID, of customer: CustomerID) async throws {
        try await database.run([
            Statement(AddressSQL.lockBook, .id(customer)),
            Statement(AddressSQL.delete, .id(customer), .id(id)),
            Statement(AddressSQL.promoteNewest, .id(customer)),
        ])
    }

    /// - Throws: ``AddressError/unknown``.
    public func setDefault(_ id: AddressID, of customer: CustomerID) async throws {
        let results = try await database.run([
            Statement(AddressSQL.lockBook, .id(customer)),
            Statement(AddressSQL.setDefault, .id(customer), .id(id)),
            Statement(AddressSQL.address, .id(customer), .id(id)),
        ])
        if results[2].isEmpty { throw AddressError.unknown }
    }

    private static func values(_ address: CheckedAddress) -> [SQLValue] {
        let lineage = address.lineage
        return [
            .text(address.label), .text(address.recipient), .text(address.phone.text), .text(address.street),
            .text(lineage.villageCode), .text(lineage.village), .text(lineage.district), .text(lineage.regency),
            .text(lineage.province), .text(address.postalCode),
        ]
    }
}
