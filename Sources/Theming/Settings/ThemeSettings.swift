/// A shop's choices for a pack, each checked, the rest at the pack's defaults.
public struct ThemeSettings: Hashable, Sendable {
    public let values: [String: String]
    /// What templates see as `settings.<key>`.
    let tree: ViewTree
    /// The chosen colours as custom properties, served as `/theme/settings.css?v=<fingerprint>`.
    public let stylesheet: String
    public let fingerprint: String
    /// For the browser's frame and the manifest.
    public let accent: String
    public let paper: String

    init(_ settings: [ThemeSetting], chosen: [String: String]) {
        var values: [String: String] = [:]
        var tree = ViewTree()
        for setting in settings {
            // A choice that this version of the pack does not know any more falls back; `problems` names it.
            let wish = chosen[setting.key]
            let value = wish.flatMap { setting.problem(with: $0) == nil ? $0 : nil } ?? setting.fallback
            values[setting.key] = value
            tree[setting.key] = setting.viewValue(value)
        }
        let sheet = Self.stylesheet(settings, values: values)
        var fingerprint = Fingerprint()
        fingerprint.add(sheet.utf8)
        self.values = values
        self.tree = tree
        stylesheet = sheet
        self.fingerprint = fingerprint.text
        accent = values["accent"] ?? "#000000"
        paper = values["paper"] ?? "#ffffff"
    }

    /// Each colour as `--key`; beside it `--on-key` for text upon it and `--key-text`, a shade of it that can be
    /// read on the paper. So every choice of an owner stays readable.
    private static func stylesheet(_ settings: [ThemeSetting], values: [String: String]) -> String {
        let paper = values["paper"].flatMap { Colour($0) } ?? .white
        var lines: [String] = []
        for setting in settings where setting.kind == .colour {
            guard let colour = values[setting.key].flatMap({ Colour($0) }) else { continue }
            let name = setting.key.split(separator: "_").joined(separator: "-")
            let upon: Colour =
                colour.contrast(with: .white) >= 4.5 ? .white : Colour.black.mixed(with: colour, share: 0.12)
            lines += [
                "--\(name):\(colour)", "--on-\(name):\(upon.readable(on: colour))",
                "--\(name)-text:\(colour.readable(on: paper))",
            ]
        }
        return ":root{\(lines.joined(separator: ";"))}\n"
    }
}
