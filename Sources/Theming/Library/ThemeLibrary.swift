import FoundationEssentials
public import Logging
import Synchronization

/// All packs of the installation, read once; in development read again when their files change.
public final class ThemeLibrary: Sendable {
    private struct Shelf {
        var packs: [String: ThemePack]
        var stamp: [String: Date]
    }

    private let directory: String
    private let pages: [PageShape]
    private let reloads: Bool
    private let logger: Logger
    private let shelf: Mutex<Shelf>

    /// - Throws: ``ThemeError/refused(pack:problems:)`` for the first pack that is not fit for use.
    public init(directory: String, pages: [PageShape], reloads: Bool = false, logger: Logger) throws {
        self.directory = directory
        self.pages = pages
        self.reloads = reloads
        self.logger = logger
        shelf = Mutex(
            Shelf(
                packs: try Self.load(directory, pages: pages),
                stamp: reloads ? try Self.stamp(directory) : [:]))
    }

    public var packs: [ThemePack] { shelf.withLock { $0.packs.values.sorted { $0.id < $1.id } } }

    /// - Throws: ``ThemeError/unknownPack(_:)``.
    public func pack(_ id: String) throws(ThemeError) -> ThemePack {
        refresh()
        guard let pack = shelf.withLock({ $0.packs[id] }) else { throw .unknownPack(id) }
        return pack
    }

    /// Renders a page by a pack with a shop's choices. In development a view that is not what its page declared is
    /// logged as an error: a theme would stay silent about it.
    public func render(
        _ page: String, _ view: ViewTree, pack id: String, choosing chosen: [String: String]
    ) throws(ThemeError) -> String {
        let pack = try pack(id)
        if reloads {
            let differences = pack.differences(of: page, from: view)
            if !differences.isEmpty {
                logger.error(
                    "view differs from its shape",
                    metadata: ["page": "\(page)", "differences": "\(differences.joined(separator: "; "))"])
            }
        }
        return try pack.render(page, view, settings: pack.settings(choosing: chosen))
    }

    /// The file behind `/theme/<pack>/<fingerprint>/<file>`; nil for another fingerprint than today's, so that an
    /// address never shows other bytes than it once did.
    public func asset(pack id: String, fingerprint: String, file: String) -> ThemeAsset? {
        guard let pack = shelf.withLock({ $0.packs[id] }), pack.fingerprint == fingerprint else { return nil }
        return pack.asset(file)
    }

    /// A pack that broke while being edited keeps its last good form, and the log says what is wrong.
    private func refresh() {
        guard reloads else { return }
        do {
            let stamp = try Self.stamp(directory)
            let isNew = shelf.withLock { shelf in
                defer { shelf.stamp = stamp }
                return shelf.stamp != stamp
            }
            guard isNew else { return }
            let packs = try Self.load(directory, pages: pages)
            shelf.withLock { $0.packs = packs }
            logger.info("themes read again")
        } catch {
            logger.error("theme not reloaded", metadata: ["error": "\(error)"])
        }
    }

    private static func load(_ directory: String, pages: [PageShape]) throws -> [String: ThemePack] {
        var packs: [String: ThemePack] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: directory).sorted() {
            let folder = "\(directory)/\(name)"
            guard FileManager.default.fileExists(atPath: "\(folder)/theme.toml") else { continue }
            let pack = try ThemePack(folder: folder, pages: pages)
            packs[pack.id] = pack
        }
        return packs
    }

    /// When each file was last changed.
    private static func stamp(_ directory: String) throws -> [String: Date] {
        var stamp: [String: Date] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: directory) {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(directory)/\(path)")
            stamp[path] = attributes[.modificationDate] as? Date
        }
        return stamp
    }
}
