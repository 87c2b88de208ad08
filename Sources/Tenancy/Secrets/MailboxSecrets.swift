import Postgres
public import TokoCore

extension ProviderSecrets {
    /// Seals and stores what the shop's owner connected, by the server's own login, which may write nothing else of
    /// the registry's secrets.
    ///
    /// - Parameter fields: of provider `gmail`; nil removes one. All or none.
    public func keepMailbox(_ fields: [String: String?], of tenant: TenantID) async throws {
        var statements: [Statement] = []
        for (field, value) in fields.sorted(by: { $0.key < $1.key }) {
            let kept = try value.map { try sealed($0, .gmail, field, of: tenant) }
            statements.append(
                Statement(
                    MailboxSQL.keep, .int(Int64(tenant.number)), .text(field), .optional(kept),
                    .int(Int64(keyVersion))))
        }
        try await database.run(statements)
        forget(.gmail, of: tenant)
    }
}

enum MailboxSQL {
    /// $1 tenant, $2 field, $3 sealed or null, $4 key version
    static let keep = SQL("mailbox.keep", "SELECT {keep_mailbox}($1::integer, $2, $3, $4::integer)")
}
