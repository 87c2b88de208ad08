/// One mistake in a file somebody wrote: where it is and what belongs there.
struct FileProblem: Hashable, Sendable, CustomStringConvertible {
    let file: String
    /// From 1; nil when the file itself is the problem.
    let line: Int?
    /// `shipping.couriers`, `product[3].variant[0].price`; empty for mistakes outside of any key.
    let key: String
    /// What is wrong, or what was expected.
    let message: String

    /// `Tenants/batik.toml:12: shipping.couriers: expected a list of texts`
    var description: String {
        file + (line.map { ":\($0)" } ?? "") + ": " + (key.isEmpty ? "" : "\(key): ") + message
    }
}

/// Files with mistakes; nothing was done with any of them.
struct FileProblems: Error, CustomStringConvertible {
    /// By file, in the order the files were named, and by line.
    let all: [FileProblem]

    init(all: [FileProblem]) {
        let files = all.map(\.file)
        self.all = all.enumerated().sorted { left, right in
            let place = { (item: (offset: Int, element: FileProblem)) in
                (files.firstIndex(of: item.element.file) ?? 0, item.element.line ?? 0, item.offset)
            }
            return place(left) < place(right)
        }.map(\.element)
    }

    var description: String { all.map(\.description).joined(separator: "\n") }
}
