/// The columns of a result. A prepared statement's never change, so one layout serves all its results.
final class Layout: Sendable {
    struct Column: Sendable {
        let name: String
        let type: TypeCode
    }

    let columns: [Column]
    /// Column name to place; the first of two with the same name.
    let places: [String: Int]

    init(_ columns: [Column]) {
        self.columns = columns
        places = Dictionary(columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
