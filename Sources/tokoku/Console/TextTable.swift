/// Rows under headings, cut to the terminal's width when there is a terminal.
struct TextTable {
    private let heads: [String]
    private var rows: [[String]] = []

    init(_ heads: String...) { self.heads = heads }

    mutating func add(_ cells: String...) { rows.append(cells) }

    var isEmpty: Bool { rows.isEmpty }

    func rendered(width: Int?) -> String {
        var widths = heads.indices.map { column in
            ([heads] + rows).map { $0[column].count }.max() ?? 0
        }
        if let width {
            // The widest column gives way first.
            while widths.reduce(0, +) + 2 * (widths.count - 1) > width, let most = widths.max(), most > 8,
                let column = widths.firstIndex(of: most)
            {
                widths[column] -= 1
            }
        }
        return ([heads] + rows).map { cells in
            let line = zip(cells, widths).map { Self.fitted($0, $1) }.joined(separator: "  ")
            return String(line.reversed().drop { $0 == " " }.reversed())
        }.joined(separator: "\n")
    }

    private static func fitted(_ text: String, _ width: Int) -> String {
        if text.count > width { return String(text.prefix(width - 1)) + "…" }
        return text + String(repeating: " ", count: width - text.count)
    }
}
