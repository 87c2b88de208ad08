import Mustache

/// Everything a pack must pass before swift-mustache may see it.
struct PackCheck {
    let library: MustacheLibrary
    let locales: [String: LocaleStrings]

    init(
        files: PackFiles, manifest: ThemeManifest, assets: [ThemeAsset], pages: [PageShape], folder: String
    ) throws(ThemeError) {
        var problems = assets.compactMap(\.problem)
        problems += Dictionary(grouping: assets, by: \.templateName).values.filter { $0.count > 1 }.map {
            PackProblem(
                file: "assets/\($0[0].file)", line: nil, message: "another asset has the same name before the dot")
        }
        let locales = Self.locales(files, &problems)
        var templates: [String: [TemplateNode]] = [:]
        for (name, text) in files.templates.sorted(by: { $0.key < $1.key }) {
            do throws(PackProblem) {
                templates[name] = try TemplateParser.parse(text, file: "\(name).mustache")
            } catch {
                problems.append(error)
            }
        }
        let declared = Set(pages.map { "pages/\($0.name)" })
        for name in files.templates.keys.sorted() where name.hasPrefix("pages/") && !declared.contains(name) {
            problems.append(PackProblem(file: "\(name).mustache", line: nil, message: "the platform has no such page"))
        }
        let frame = Self.frame(manifest, assets: assets, words: locales["id"]?.shape ?? Shape())
        for page in pages {
            let name = "pages/\(page.name)"
            if files.templates[name] == nil {
                problems.append(PackProblem(file: "\(name).mustache", line: nil, message: "is missing"))
            } else if templates[name] != nil {
                problems += TemplateChecker.check(page: name, shape: page.shape.merging(frame), templates: templates)
            }
        }
        guard problems.isEmpty else {
            throw .refused(pack: PackFiles.name(of: folder), problems: problems.uniqued())
        }
        var library = MustacheLibrary()
        for (name, nodes) in templates {
            do {
                try library.register(nodes.source, named: name)
            } catch {
                let problem = PackProblem(file: "\(name).mustache", line: nil, message: "is not understood: \(error)")
                throw .refused(pack: PackFiles.name(of: folder), problems: [problem])
            }
        }
        self.library = library
        self.locales = locales
    }

    /// The names every page gets from the pack itself.
    private static func frame(_ manifest: ThemeManifest, assets: [ThemeAsset], words: Shape) -> Shape {
        var settings: [String: Shape.Kind] = ["stylesheet": .link]
        for setting in manifest.settings { settings[setting.key] = setting.shapeKind }
        let addresses = assets.map { ($0.templateName, Shape.Kind.link) }
        return [
            "t": .group(words), "settings": .group(Shape(settings)),
            "asset": .group(Shape(Dictionary(addresses, uniquingKeysWith: { one, _ in one }))),
        ]
    }

    /// Indonesian must be there, and every other language must say the same things.
    private static func locales(_ files: PackFiles, _ problems: inout [PackProblem]) -> [String: LocaleStrings] {
        var locales: [String: LocaleStrings] = [:]
        for (language, json) in files.locales {
            do throws(PackProblem) {
                locales[language] = try LocaleStrings(json: json, file: "locales/\(language).json")
            } catch {
                problems.append(error)
            }
        }
        guard let own = locales["id"] else {
            if files.locales["id"] == nil {
                problems.append(PackProblem(file: "locales/id.json", line: nil, message: "is missing"))
            }
            return locales
        }
        for (language, strings) in locales where language != "id" {
            problems += own.shape.differences(from: strings.tree).map {
                PackProblem(file: "locales/\(language).json", line: nil, message: "\($0) (compared with id.json)")
            }
        }
        return locales
    }
}

extension [PackProblem] {
    /// Each once, in order: a part used by many pages is named once.
    fileprivate func uniqued() -> [PackProblem] {
        var seen: Set<PackProblem> = []
        return filter { seen.insert($0).inserted }
    }
}
