import Catalog
import Synchronization
import Tenancy
import Theming
import TokoCore

/// A shop's top categories for the head of every page, read once a catalogue version.
final class Navigation: Sendable {
    struct Entry: Sendable {
        let name: String
        let slug: Slug
    }

    private struct Kept {
        let version: Int64
        let entries: [Entry]
    }

    private let kept = Mutex<[TenantID: Kept]>([:])

    /// - Throws: `DatabaseError`.
    func entries(of shop: Shop) async throws -> [Entry] {
        if let known = kept.withLock({ $0[shop.tenant.id] }), known.version == shop.settings.catalogVersion {
            return known.entries
        }
        let categories = try await CatalogRepository(shop.database).categories()
        let entries = categories.filter { $0.parentID == nil }.map { Entry(name: $0.name, slug: $0.slug) }
        kept.withLock { $0[shop.tenant.id] = Kept(version: shop.settings.catalogVersion, entries: entries) }
        return entries
    }

    /// What is known without asking, for pages that tell of a problem.
    func known(of shop: Shop) -> [Entry] { kept.withLock { $0[shop.tenant.id]?.entries } ?? [] }

    static let shape: Shape = ["name": .text, "url": .link, "isCurrent": .flag]

    static func view(_ entries: [Entry], current: Slug?) -> ViewValue {
        .list(
            entries.map { entry in
                [
                    "name": .text(entry.name), "url": .link(Link("kategori", entry.slug.text)),
                    "isCurrent": .flag(entry.slug == current),
                ]
            })
    }
}
