/// What one statement gave back, copied out of libpq: rows in order, and how many it changed.
public struct Rows: RandomAccessCollection, Sendable {
    let table: ResultTable

    /// Rows inserted, updated, deleted or selected; 0 for statements that count nothing.
    public var affected: Int { table.affected }

    public var startIndex: Int { 0 }
    public var endIndex: Int { table.rowCount }
    public subscript(position: Int) -> Row {
        precondition((0..<table.rowCount).contains(position), "row out of bounds")
        return Row(table: table, start: position * table.layout.columns.count)
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
    /// Where a cell lies in `bytes`; length -1 is NULL.
    struct Cell: Sendable {
        let offset: Int
        let length: Int
    }

    let statement: String
    /// The command's tag: `COMMIT`, `SELECT 3`.
    let tag: String
    let affected: Int
    let layout: Layout
    let rowCount: Int
    let cells: [Cell]
    let bytes: [UInt8]

    init(
        statement: String, tag: String, affected: Int, layout: Layout, rowCount: Int, cells: [Cell], bytes: [UInt8]
    ) {
        self.statement = statement
        self.tag = tag
        self.affected = affected
        self.layout = layout
        self.rowCount = rowCount
        self.cells = cells
        self.bytes = bytes
    }
}
