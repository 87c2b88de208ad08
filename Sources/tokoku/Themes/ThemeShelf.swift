import Storefront
import Theming

/// The theme packs, loaded and checked as the server will load them.
struct ThemeShelf: Sendable {
    private let packs: [ThemePack]
    /// Why there are none, in one line; nil when they could be loaded.
    let refusal: String?

    init(directory: String) {
        do {
            let library = try ThemeLibrary(directory: directory, pages: Storefront.pages, logger: Agency.logger)
            packs = library.packs
            refusal = packs.isEmpty ? "there is no theme pack in \(directory)" : nil
        } catch let error as ThemeError {
            packs = []
            refusal = error.description.split(separator: "\n").joined(separator: "; ")
        } catch {
            packs = []
            refusal = "the folder \(directory) cannot be read"
        }
    }

    var names: [String] { packs.map(\.id) }

    /// Why a shop cannot use this pack; nil when it can.
    func problem(with id: String) -> String? {
        if names.contains(id) { return nil }
        return refusal ?? "is no theme pack; expected one of \(names.joined(separator: ", "))"
    }

    /// Why a pack has no use for this setting; nil when it has, or when the pack is unknown.
    func problem(with value: String, of key: String, in id: String) -> String? {
        guard let pack = packs.first(where: { $0.id == id }) else { return nil }
        guard let setting = pack.settings.first(where: { $0.key == key }) else {
            return "the theme \(id) has no such setting; it has \(pack.settings.map(\.key).joined(separator: ", "))"
        }
        return setting.problem(with: value)
    }
}
