import TOMLKit

/// `theme.toml`: who the pack is and what a shop may choose.
struct ThemeManifest: Sendable {
    let id: String
    let name: String
    let version: String
    let settings: [ThemeSetting]

    init(toml: String, folder: String) throws(ThemeError) {
        let table: TOMLTable
        do {
            table = try TOMLTable(string: toml)
        } catch let error as TOMLParseError {
            throw Self.refusal(folder, line: error.source.begin.line, error.description)
        } catch {
            throw Self.refusal(folder, line: nil, "is not TOML")
        }
        guard let id = table["id"]?.string, id == PackFiles.name(of: folder) else {
            throw Self.refusal(folder, line: nil, "id: expected the folder's name, \(PackFiles.name(of: folder))")
        }
        guard let name = table["name"]?.string, let version = table["version"]?.string else {
            throw Self.refusal(folder, line: nil, "name, version: expected texts")
        }
        var settings: [ThemeSetting] = []
        for (key, value) in table["settings"]?.table ?? TOMLTable() {
            guard let entry = value.table else {
                throw Self.refusal(folder, line: nil, "settings.\(key): expected a table")
            }
            settings.append(try Self.setting(key, entry, folder: folder))
        }
        self.id = id
        self.name = name
        self.version = version
        self.settings = settings.sorted { $0.key < $1.key }
    }

    private static func setting(_ key: String, _ entry: TOMLTable, folder: String) throws(ThemeError) -> ThemeSetting {
        let isName = key.utf8.allSatisfy { (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f }
        guard isName, let label = entry["label"]?.string, let fallback = entry["default"]?.string else {
            throw refusal(folder, line: nil, "settings.\(key): expected label and default as texts, key of a-z 0-9 _")
        }
        let kind: ThemeSetting.Kind
        switch entry["type"]?.string {
        case "colour": kind = .colour
        case "image": kind = .image
        case "text": kind = .text(most: entry["most"]?.int ?? 200)
        case "choice":
            let words = (entry["choices"]?.array ?? TOMLArray()).compactMap(\.string)
            guard !words.isEmpty else { throw refusal(folder, line: nil, "settings.\(key).choices: expected texts") }
            kind = .choice(words)
        default:
            throw refusal(folder, line: nil, "settings.\(key).type: expected colour, choice, text or image")
        }
        let setting = ThemeSetting(key: key, label: label, kind: kind, fallback: fallback)
        if let wrong = setting.problem(with: fallback) {
            throw refusal(folder, line: nil, "settings.\(key).default: \(wrong)")
        }
        return setting
    }

    private static func refusal(_ folder: String, line: Int?, _ message: String) -> ThemeError {
        .refused(
            pack: PackFiles.name(of: folder), problems: [PackProblem(file: "theme.toml", line: line, message: message)])
    }
}
