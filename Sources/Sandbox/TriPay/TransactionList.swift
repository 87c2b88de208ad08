/// One page of `GET /merchant/transactions`.
struct TransactionList {
    let rows: [JSON]
    let pagination: JSON

    /// - Parameter bills: one merchant's, newest first.
    init(_ bills: [Bill], query: Fields, origin: String) {
        let wanted = bills.filter { bill in
            func fits(_ name: String, _ value: String) -> Bool { query.filled(name).map { $0 == value } ?? true }
            return fits("reference", bill.reference) && fits("merchant_ref", bill.merchantRef)
                && fits("method", bill.method) && fits("status", bill.status.rawValue)
        }
        let isAscending = query.text("sort") == "asc"
        let sorted = isAscending ? wanted.reversed() : wanted
        let size = Int(min(50, max(1, query.integer("per_page") ?? 25)))
        let last = max(1, (sorted.count + size - 1) / size)
        let page = Int(min(Int64(last), max(1, query.integer("page") ?? 1)))
        let start = (page - 1) * size
        let part = sorted.dropFirst(start).prefix(size)
        rows = part.map { $0.row(origin: origin) }
        pagination = [
            "sort": isAscending ? "asc" : "desc",
            "offset": [
                "from": .integer(Int64(part.isEmpty ? 0 : start + 1)), "to": .integer(Int64(start + part.count)),
            ],
            "current_page": .integer(Int64(page)), "previous_page": page > 1 ? .integer(Int64(page - 1)) : .null,
            "next_page": page < last ? .integer(Int64(page + 1)) : .null, "last_page": .integer(Int64(last)),
            "per_page": .integer(Int64(size)), "total_records": .integer(Int64(sorted.count)),
        ]
    }
}
