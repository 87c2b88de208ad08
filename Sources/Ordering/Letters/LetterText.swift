import TokoCore

extension Letter {
    /// For readers without HTML.
    var text: String {
        var parts = [greeting, opening.joined(separator: "\n\n")]
        if let notice { parts.append(notice) }
        parts.append(facts.map(\.textLine).joined(separator: "\n"))
        if !lines.isEmpty {
            parts.append(
                "Barang\n"
                    + lines.map { line in
                        let name = line.options.isEmpty ? line.name : "\(line.name) (\(line.options))"
                        return """
                            - \(name)
                              \(line.pieces.groupedIndonesian) x \(line.price.formatted) = \(line.total.formatted)
                            """
                    }.joined(separator: "\n"))
        }
        parts.append(sums.map(\.textLine).joined(separator: "\n"))
        if !address.isEmpty { parts.append("Dikirim ke\n" + address.joined(separator: "\n")) }
        if let button { parts.append("\(button.label): \(button.url)") }
        parts.append(closing.joined(separator: "\n\n"))
        parts.append("Salam hangat,\n" + sender.joined(separator: "\n"))
        return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }
}

extension Letter.Fact {
    fileprivate var textLine: String { "\(label): \(value)" }
}
