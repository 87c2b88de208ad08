public import Postgres
import TokoCore
import Vault

/// The staff of one shop: inviting them and letting them in. Throws ``StaffError`` and ``DatabaseError``.
///
/// How often somebody may try is not its business: whoever answers the request counts the attempts.
public struct StaffRepository: Sendable {
    private let database: TenantDatabase

    public init(_ database: TenantDatabase) {
        self.database = database
    }

    /// Owners first, then by name.
    public func list() async throws -> [Staff] {
        try await database.query(StaffSQL.list).map(Staff.init(row:))
    }

    /// Lets somebody in with e-mail and password. An unknown address takes as long as a wrong password.
    ///
    /// - Throws: ``StaffError/wrongCredentials``.
    public func signIn(email: String, password: String) async throws -> NewSession {
        let known = try await account(of: email)
        let isRight = await PasswordHash.verify(password, known?.passwordHash ?? PasswordHash.decoy)
        guard let known, known.passwordHash != nil, known.staff.isActive, isRight else {
            throw StaffError.wrongCredentials
        }
        if let hash = known.passwordHash, PasswordHash.needsRehash(hash) {
            try await database.query(
                StaffSQL.rehash, .id(known.staff.id), .text(hash), .text(try await PasswordHash.hash(password)))
        }
        return try await SessionRepository(database).create(staff: known.staff.id)
    }

    /// Adds somebody, or changes the name and role of whoever has the address, and makes a link by which they choose a
    /// password. Links made before die.
    ///
    /// - Returns: the link's token. It works once, for 72 hours.
    public func invite(email: String, name: String, role: StaffRole) async throws -> SessionToken {
        let email = try StaffEmail(email)
        let name = try Self.checked(name)
        let token = SessionToken.random()
        _ = try await database.run([
            Statement(StaffSQL.upsert, .text(email.text), .text(name), .text(role.rawValue), .null),
            Statement(StaffSQL.killLinks, .text(email.text)),
            Statement(StaffSQL.link, .bytes(token.hash), .text(email.text)),
        ])
        return token
    }

    /// A new link for somebody who is on the staff already: a forgotten password. The old password works until the
    /// link is used.
    ///
    /// - Returns: nil when nobody active has the address.
    public func resetLink(email: String) async throws -> SessionToken? {
        let email = try StaffEmail(email)
        let token = SessionToken.random()
        let results = try await database.run([
            Statement(StaffSQL.killLinks, .text(email.text)),
            Statement(StaffSQL.link, .bytes(token.hash), .text(email.text)),
        ])
        return results[1].affected == 1 ? token : nil
    }

    /// Whose link this is, for the page that asks for the password.
    /// - Throws: ``StaffError/deadLink``.
    public func holder(ofLink token: String) async throws -> Staff {
        guard let token = SessionToken(token),
            let row = try await database.query(StaffSQL.holder, .bytes(token.hash)).first
        else { throw StaffError.deadLink }
        return try Staff(row: row)
    }

    /// Spends a link: sets the password, ends all other sessions of its holder, and signs them in.
    /// - Throws: ``StaffError/deadLink``, ``StaffError/password(_:)`` (the link can then be used again).
    public func acceptLink(_ token: String, password: String) async throws -> NewSession {
        let holder = try await holder(ofLink: token)
        let hash = try await Self.hash(password, of: holder.email)
        guard let token = SessionToken(token) else { throw StaffError.deadLink }
        try await database.transaction { transaction in
            // Of two who come with one link at once, one spends it.
            guard try await transaction.query(StaffSQL.spend, .bytes(token.hash)).affected == 1 else {
                throw StaffError.deadLink
            }
            try await transaction.commit(after: [
                Statement(StaffSQL.setPassword, .id(holder.id), .text(hash)),
                Statement(SessionSQL.deleteOfStaff, .id(holder.id)),
            ])
        }
        return try await SessionRepository(database).create(staff: holder.id)
    }

    /// Makes sure this owner exists, with this password if one is given. Doing it again with the same password
    /// changes nothing, and signs nobody out.
    @discardableResult
    public func upsertOwner(email: String, name: String, password: String? = nil) async throws -> Staff {
        let email = try StaffEmail(email)
        let name = try Self.checked(name)
        var hash: String?
        if let password {
            let known = try await account(of: email.text)?.passwordHash
            if let known, await PasswordHash.verify(password, known) {
                hash = known
            } else {
                hash = try await Self.hash(password, of: email.text)
            }
        }
        let row = try await database.query(
            StaffSQL.upsert, .text(email.text), .text(name), .text(StaffRole.owner.rawValue), .optional(hash)
        ).one()
        return try Staff(row: row)
    }

    /// - Returns: nil for an address that is none or that nobody has.
    private func account(of email: String) async throws -> (staff: Staff, passwordHash: String?)? {
        let text: String
        do { text = try StaffEmail(email).text } catch { return nil }
        guard let row = try await database.query(StaffSQL.account, .text(text)).first else { return nil }
        return (try Staff(row: row), try row.textOrNil("password_hash"))
    }

    private static func checked(_ name: String) throws(StaffError) -> String {
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard (1...100).contains(name.count),
            name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { throw .unusableName }
        return name
    }

    private static func hash(_ password: String, of email: String) async throws -> String {
        do { try PasswordRule.check(password, email: email) } catch { throw StaffError.password(error) }
        return try await PasswordHash.hash(password)
    }
}
