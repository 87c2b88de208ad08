public import Hummingbird
import NIOCore
import Synchronization
import Vault

/// Texts whose addresses change with their bytes (style sheets, scripts, drawings): packed once and kept in memory.
public final class FileCache: Sendable {
    private struct Store {
        var pages: [String: PackedPage] = [:]
        var bytes = 0
    }

    private let store = Mutex(Store())
    private let capacity: Int

    /// What an address may carry so that it names these bytes and no others: 16 hex digits.
    public static func fingerprint(of bytes: [UInt8]) -> String { Hex.encode(Array(Digest.sha256(bytes).prefix(8))) }

    /// - Parameter capacity: bytes of files kept; everything is dropped when they are full.
    public init(capacity: Int = 16 << 20) {
        self.capacity = capacity
    }

    /// The file, kept by the browser for ever; packed if the browser takes it and it is a text.
    /// - Parameter address: names these bytes and no others, in all shops.
    /// - Throws: an error of packing.
    public func page(
        _ address: String, _ bytes: @autoclosure () -> [UInt8], type: String, for request: Request
    ) throws -> Page {
        guard PackedPage.isText(type) else { return .immutable(bytes(), type: type) }
        if let kept = store.withLock({ $0.pages[address] }) { return kept.answer(to: request) }
        let page = try PackedPage(.immutable(bytes(), type: type))
        store.withLock { store in
            if store.bytes + page.byteCount > capacity { store = Store() }
            let before = store.pages.updateValue(page, forKey: address)
            store.bytes += page.byteCount - (before?.byteCount ?? 0)
        }
        return page.answer(to: request)
    }
}
