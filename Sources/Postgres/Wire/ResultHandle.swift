import CLibPQ

/// One `PGresult`, owned once; all that leaves it is copied.
@safe struct ResultHandle: ~Copyable {
    private let raw: OpaquePointer

    init(owning raw: OpaquePointer) { unsafe self.raw = raw }

    deinit { unsafe PQclear(raw) }

    var status: ExecStatusType { unsafe PQresultStatus(raw) }

    /// - Parameter known: the layout of an earlier result of the same prepared statement.
    borrowing func table(of statement: String, known: Layout?) -> ResultTable {
        let rowCount = unsafe Int(PQntuples(raw))
        let layout = known ?? readLayout()
        let columnCount = unsafe Int(PQnfields(raw))
        var cells: [ResultTable.Cell] = []
        cells.reserveCapacity(rowCount * columnCount)
        var bytes: [UInt8] = []
        for row in 0..<Int32(rowCount) {
            for column in 0..<Int32(columnCount) {
                guard unsafe PQgetisnull(raw, row, column) == 0, let value = unsafe PQgetvalue(raw, row, column) else {
                    cells.append(ResultTable.Cell(offset: 0, length: -1))
                    continue
                }
                let length = unsafe Int(PQgetlength(raw, row, column))
                cells.append(ResultTable.Cell(offset: bytes.count, length: length))
                unsafe bytes.append(contentsOf: UnsafeRawBufferPointer(start: value, count: length))
            }
        }
        return unsafe ResultTable(
            statement: statement, tag: Self.text(PQcmdStatus(raw)) ?? "",
            affected: Self.text(PQcmdTuples(raw)).flatMap { Int($0) } ?? 0, layout: layout, rowCount: rowCount,
            cells: cells, bytes: bytes)
    }

    private borrowing func readLayout() -> Layout {
        Layout(
            (0..<(unsafe PQnfields(raw))).map { column in
                unsafe Layout.Column(
                    name: Self.text(PQfname(raw, column)) ?? "", type: TypeCode(oid: PQftype(raw, column)))
            })
    }

    /// What the server said, when the status is an error.
    borrowing func refusal() -> Refusal {
        Refusal(
            sqlState: field("C") ?? "", severity: field("V") ?? "", constraint: field("n"), table: field("t"),
            message: field("M") ?? "", position: field("P").flatMap { Int($0) })
    }

    /// One letter of "Error and Notice Message Fields" in the protocol's chapter of the manual.
    private borrowing func field(_ code: Unicode.Scalar) -> String? {
        unsafe Self.text(PQresultErrorField(raw, Int32(code.value)))
    }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        unsafe pointer.map { unsafe String(cString: $0) }
    }
}
