import HTTPTypes
public import Hummingbird
import NIOCore
import Synchronization
public import Tenancy
import TokoCore
import Vault

/// Catalogue pages, which are the same bytes for everybody: rendered and gzipped once a catalogue version, kept in
/// memory.
///
/// A page is kept under the version of the catalogue that was current before its data were read, so a page can be
/// newer than its key but never older. What a shop changes raises the version on every node at once; `lifetime`
/// bounds what only time changes (a hold that lapsed).
public final class PageCache: Sendable {
    private struct Key: Hashable {
        let tenant: TenantID
        let path: String
    }

    private struct Entry {
        let version: Int64
        let edition: String
        let page: PackedPage
        let until: ContinuousClock.Instant
    }

    private struct Store {
        var entries: [Key: Entry] = [:]
        var bytes = 0
    }

    private let store = Mutex(Store())
    private let capacity: Int
    private let lifetime: Duration
    private let edition: @Sendable (Shop) -> String

    /// - Parameters:
    ///   - capacity: bytes of pages kept, plain and gzipped; everything is dropped when they are full.
    ///   - edition: what else pages of a shop depend on: another edition of its theme is another page.
    public init(
        capacity: Int = 64 << 20, lifetime: Duration = .seconds(60),
        edition: @escaping @Sendable (Shop) -> String = { _ in "" }
    ) {
        self.capacity = capacity
        self.lifetime = lifetime
        self.edition = edition
    }

    /// The kept page, or a new one. `path` names the page with only the parts of the query that change it.
    public func page(
        _ path: String, for request: Request, in shop: Shop, render: () async throws -> Page
    ) async throws -> Page {
        let key = Key(tenant: shop.tenant.id, path: path)
        let version = shop.settings.catalogVersion
        let edition = edition(shop)
        if let kept = store.withLock({ $0.entries[key] }), kept.version == version, kept.edition == edition,
            kept.until > .now
        {
            return kept.page.answer(to: request)
        }
        var page = try await render()
        guard page.status == .ok else { return page }
        let etag = "\"\(Hex.encode(Array(Digest.sha256(Array(page.bytes.readableBytesView)).prefix(12))))\""
        page.headers[.cacheControl] = "no-cache"
        page.headers[.eTag] = etag
        let entry = Entry(
            version: version, edition: edition, page: try PackedPage(page), until: .now + lifetime)
        keep(entry, under: key)
        return entry.page.answer(to: request)
    }

    private func keep(_ entry: Entry, under key: Key) {
        store.withLock { store in
            if store.bytes + entry.page.byteCount > capacity { store = Store() }
            let before = store.entries.updateValue(entry, forKey: key)
            store.bytes += entry.page.byteCount - (before?.page.byteCount ?? 0)
        }
    }
}
