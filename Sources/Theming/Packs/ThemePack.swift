import Mustache

/// A checked theme: immutable, shared by all shops that use it.
public struct ThemePack: Sendable {
    public let id: String
    public let name: String
    public let version: String
    /// Of every file in the pack; new content is a new address.
    public let fingerprint: String
    public let settings: [ThemeSetting]
    public let languages: [String]

    private let assets: [String: ThemeAsset]
    private let library: MustacheLibrary
    private let pages: [String: PageShape]
    /// What each language adds to every view: `t` and `asset`.
    private let frames: [String: ViewTree]

    /// Reads and checks a pack, then renders every page with hostile and with empty words.
    ///
    /// - Throws: ``ThemeError/refused(pack:problems:)`` with everything that is wrong.
    public init(folder: String, pages: [PageShape]) throws(ThemeError) {
        let files = try PackFiles(folder: folder)
        let manifest = try ThemeManifest(toml: files.manifest, folder: folder)
        let assets = files.assets.map { ThemeAsset(file: $0.key, bytes: $0.value) }
        let check = try PackCheck(files: files, manifest: manifest, assets: assets, pages: pages, folder: folder)
        id = manifest.id
        name = manifest.name
        version = manifest.version
        fingerprint = files.fingerprint
        settings = manifest.settings
        languages = files.locales.keys.sorted()
        self.assets = Dictionary(assets.map { ($0.file, $0) }, uniquingKeysWith: { one, _ in one })
        self.pages = Dictionary(pages.map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
        library = check.library
        var addresses = ViewTree()
        for asset in assets {
            addresses[asset.templateName] = .link(Link("theme", manifest.id, files.fingerprint, asset.file))
        }
        frames = check.locales.mapValues { ["t": .group($0.tree), "asset": .group(addresses)] }
        try rehearse()
    }

    /// - Parameter page: as declared, without the folder: `product`.
    /// - Throws: ``ThemeError/unknownPage(_:)``.
    public func render(
        _ page: String, _ view: ViewTree, settings: ThemeSettings, language: String = "id"
    ) throws(ThemeError) -> String {
        guard pages[page] != nil, let frame = frames[language] ?? frames["id"] else { throw .unknownPage(page) }
        var whole = view.merging(frame)
        var chosen = settings.tree
        chosen["stylesheet"] = .link(Link("theme", "settings.css", query: [("v", settings.fingerprint)]))
        whole["settings"] = .group(chosen)
        guard let html = library.render(MustacheBranch(tree: whole), withTemplate: "pages/\(page)") else {
            throw .unknownPage(page)
        }
        return html
    }

    /// The shop's choices, where they fit this pack.
    public func settings(choosing chosen: [String: String]) -> ThemeSettings {
        ThemeSettings(settings, chosen: chosen)
    }

    /// What is wrong with a shop's choices, one line each.
    public func problems(choosing chosen: [String: String]) -> [String] {
        chosen.sorted { $0.key < $1.key }.compactMap { key, value in
            guard let setting = settings.first(where: { $0.key == key }) else {
                return "\(key): \(id) has no such setting; it has \(settings.map(\.key).joined(separator: ", "))"
            }
            return setting.problem(with: value).map { "\(key): \($0)" }
        }
    }

    public func asset(_ file: String) -> ThemeAsset? { assets[file] }

    /// Where a page's view differs from what was declared; for tests and development.
    public func differences(of page: String, from view: ViewTree) -> [String] {
        pages[page]?.shape.differences(from: view) ?? ["no page \(page)"]
    }

    private func rehearse() throws(ThemeError) {
        for page in pages.values.sorted(by: { $0.name < $1.name }) {
            for hostile in [true, false] {
                let html = try render(page.name, page.shape.sample(hostile: hostile), settings: settings(choosing: [:]))
                guard !html.contains("<script>alert") else {
                    let problem = PackProblem(
                        file: "pages/\(page.name).mustache", line: nil, message: "prints unescaped text")
                    throw .refused(pack: id, problems: [problem])
                }
            }
        }
    }
}
