/// One labelled field of a form: what was typed stays, and what is wrong with it stands below it.
struct FormField {
    let name: String
    let label: String
    let value: String
    var problem: String?
    var hint: String?
    var isNumber = false
    /// Lines of a larger field; nil: one line.
    var lines: Int?
    /// Makes the id one of its own where a page has the field several times.
    var suffix = ""

    private var id: String { "\(name)\(suffix)" }

    var markup: Markup {
        let described = [hint == nil ? nil : "\(id)-petunjuk", problem == nil ? nil : "\(id)-salah"].compactMap { $0 }
        let by: Markup = described.isEmpty ? "" : " aria-describedby=\"\(described.joined(separator: " "))\""
        let invalid: Markup = problem == nil ? "" : " aria-invalid=\"true\""
        return """
            <div class="field"><label for="\(id)">\(label)</label>
            \(input(by, invalid))
            \(hint.map { "<p class=\"hint\" id=\"\(id)-petunjuk\">\($0)</p>" as Markup })\(problem.map { "<p class=\"error\" id=\"\(id)-salah\">\($0)</p>" as Markup })</div>
            """
    }

    private func input(_ by: Markup, _ invalid: Markup) -> Markup {
        if let lines {
            // Browsers drop the first line break after the tag: this one, not the owner's.
            return """
                <textarea id="\(id)" name="\(name)" rows="\(lines)"\(by)\(invalid)>
                \(value)</textarea>
                """
        }
        let mode: Markup = isNumber ? " inputmode=\"numeric\"" : ""
        return """
            <input id="\(id)" name="\(name)" value="\(value)"\(mode) autocomplete="off"\(by)\(invalid)>
            """
    }
}
