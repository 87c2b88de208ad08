import Foundation

/// The theme packs there are, as far as a shop's file can name one.
struct ThemeFolder {
    let directory: String

    /// Nil when the pack is there.
    func problem(with id: String) -> String? {
        let packs = packs()
        if packs.contains(id) { return nil }
        if packs.isEmpty { return "there is no theme pack in \(directory); TOKOKU_THEMES_DIR names their folder" }
        return "is no theme pack; expected one of \(packs.joined(separator: ", "))"
    }

    /// Folders with a `theme.toml`, by name.
    func packs() -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: directory).sorted().filter {
                FileManager.default.fileExists(atPath: "\(directory)/\($0)/theme.toml")
            }
        } catch {
            return []
        }
    }
}
