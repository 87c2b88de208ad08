import Tenancy

/// Reads `[whatsapp]`: whom the shop tells of its orders, and by which templates.
struct NoticeChoicesReader {
    let table: TableReader

    func read() -> WhatsAppChoices {
        var choices = WhatsAppChoices()
        choices.ownerPhone = table.parsed("owner_phone", "a number such as +6281234567890") {
            $0.wholeMatch(of: /\+[1-9][0-9]{8,14}/) == nil ? nil : $0
        }
        choices.customers = table.flag("customers") ?? false
        choices.language =
            table.parsed("language", "a language such as id or en_US") {
                $0.wholeMatch(of: /[a-z]{2}(_[A-Z]{2})?/) == nil ? nil : $0
            } ?? choices.language
        if table.has("templates") { choices.templates = templates(table.inner("templates")) }
        table.knows("templates")
        table.finish()
        return choices
    }

    private func templates(_ table: TableReader) -> [NoticeKind: String] {
        var names: [NoticeKind: String] = [:]
        for kind in NoticeKind.allCases {
            names[kind] = table.parsed(kind.rawValue, "a template's name: a-z, 0-9 and _") {
                $0.wholeMatch(of: /[a-z0-9_]{1,512}/) == nil ? nil : $0
            }
        }
        table.finish()
        return names
    }
}
