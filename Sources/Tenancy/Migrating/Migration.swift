import Postgres
import TokoCore
import Vault

/// One numbered script, applied once and never changed afterwards.
public struct Migration: Hashable, Sendable {
    /// What it changes: the registry that all shops share, or each shop's own schema.
    public enum Kind: String, Sendable {
        case control, tenant
    }

    public let kind: Kind
    public let number: Int32
    /// `shop` of `0001_shop.sql`.
    public let name: String
    /// SHA-256 of the file in hexadecimal.
    public let checksum: String
    let text: String

    init(kind: Kind, number: Int32, name: String, text: String) {
        self.kind = kind
        self.number = number
        self.name = name
        self.text = text
        checksum = Hex.encode(Digest.sha256(Array(text.utf8)))
    }

    /// `tenant/0001_shop.sql`
    public var file: String {
        let digits = String(number)
        return "\(kind.rawValue)/\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)_\(name).sql"
    }

    /// A file whose first line is `-- no-transaction` runs outside of one. It holds a single statement that may be
    /// repeated (`CREATE INDEX CONCURRENTLY IF NOT EXISTS`): after a crash in between it is run again.
    var isTransactional: Bool { !text.hasPrefix("-- no-transaction") }

    /// The script for the registry, or for one shop, its `{table}` marks filled in.
    /// - Throws: ``MigrationError/openMark(_:)`` when a mark is left, for instance behind an apostrophe in a comment.
    func script(for tenant: TenantID?) throws(MigrationError) -> String {
        // Lines of comment go first: an apostrophe in one would pass for the start of a literal.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.drop { $0 == " " }.hasPrefix("--") ? "" : $0 }
        let script = TableMarks.expand(lines.joined(separator: "\n"), schema: tenant?.schema ?? "tokoku")
        guard script.firstMatch(of: /\{[a-z_][a-z0-9_]*\}/) == nil else { throw .openMark(file) }
        return script
    }
}
