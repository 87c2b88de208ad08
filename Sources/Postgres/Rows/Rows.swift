/// What one statement gave back, copied out of libpq: rows in order, and how many it changed.
public struct Rows: RandomAccessCollection, Sendable {
    let table: ResultTable

    /// Rows inserted, updated, deleted or selected; 0 for statements that count nothing.
    public var affected: Int { table.affected }

    public var startIndex: Int { 0 }
    public var endIndex: Int { table.rowCount }
    public subscript(position: Int) -> Row {
        precondition(indices.contains(position), "row out of bounds")
        return Row(table: table, start: position * table.columns.count)
    }

    /// The first row of a statement that always has one.
    /// - Throws: ``DatabaseError/missingRow(statement:)``.
    public func one() throws -> Row {
        guard let first else { throw DatabaseError.missingRow(statement: table.statement) }
        return first
    }
}

/// One result: every cell's bytes in one array, row after row, in PostgreSQL's binary format.
final class ResultTable: Sendable {
    struct Column: Sendable {
        let name: String
        let type: TypeCode
    }

    /// Where a cell lies in `bytes`; length -1 is NULL.
    struct Cell: Sendable {
        let offset: Int
        let length: Int
    }

    let statement: String
    let affected: Int
    let columns: [Column]
    let rowCount: Int
    let cells: [Cell]
    let bytes: [UInt8]
    /// Column name to place; the first of two with the same name.
    let places: [String: Int]

    init(statement: String, affected: Int, columns: [Column], rowCount: Int, cells: [Cell], bytes: [UInt8]) {
        self.statement = statement
        self.affected = affected
        self.columns = columns
        self.rowCount = rowCount
        self.cells = cells
        self.bytes = bytes
        places = Dictionary(columns.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
