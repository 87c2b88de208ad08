public import Postgres

/// Why migrations do not run. Each names the file.
public enum MigrationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A file that was applied has been edited since.
    case changed(file: String)
    /// Numbers are not 1, 2, 3: the file before this one is missing, or two files share a number.
    case gap(file: String)
    /// Not `NNNN_name.sql`, or not UTF-8.
    case unreadable(file: String)
    /// The database was migrated by a newer program.
    case unknown(kind: Migration.Kind, number: Int32, name: String)
    /// A `{table}` mark that was not filled in.
    case openMark(String)
    /// PostgreSQL refused the script; nothing of it happened.
    case failed(file: String, shop: String?, DatabaseError)
    /// `tokoku migrate` has not been run on this database, or not by this program.
    case notMigrated

    public var description: String {
        switch self {
        case .changed(let file): "migration \(file) was changed after it had been applied; write a new one instead"
        case .gap(let file): "migration \(file) is out of order: numbers run 0001, 0002, 0003 without a gap"
        case .unreadable(let file): "migration \(file) is not UTF-8 text named NNNN_name.sql"
        case .unknown(let kind, let number, let name):
            "the database has \(kind.rawValue) migration \(number) (\(name)), which this program does not know; "
                + "run the newer program"
        case .openMark(let file): "migration \(file) has a {table} mark inside a literal or after an apostrophe"
        case .failed(let file, let shop, let error):
            "migration \(file) failed\(shop.map { " on \($0)" } ?? ""), nothing of it was applied: \(error)"
        case .notMigrated: "the database is not migrated to what this program expects; run: tokoku migrate"
        }
    }
}
