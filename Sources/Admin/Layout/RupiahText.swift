import TokoCore

/// An amount as people type it: `120000`, `120.000`, `Rp 120.000`.
enum RupiahText {
    /// Nil for anything that is not a whole amount, such as `120,50` or `12.00`.
    static func money(_ typed: String) -> Money? {
        var rest = typed.filter { !$0.isWhitespace }[...]
        if rest.lowercased().hasPrefix("rp") {
            rest = rest.dropFirst(2)
            if rest.first == "." { rest = rest.dropFirst() }
        }
        let groups = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard let first = groups.first, !first.isEmpty, groups.count == 1 || first.count <= 3,
            groups.dropFirst().allSatisfy({ $0.count == 3 })
        else { return nil }
        let digits = groups.joined()
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let rupiah = Int64(digits) else { return nil }
        do { return try Money(rupiah: rupiah) } catch { return nil }
    }
}
