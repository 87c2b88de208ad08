import Foundation
import Synchronization

/// Prints documents, one after the other, on a thread of its own: composing one takes milliseconds to a tenth of a
/// second of a core, which no thread that runs async code should give. The thread keeps the fonts it has opened.
public final class Press: Sendable {
    public static let shared = Press()

    private let waiting = Mutex<[@Sendable (Typesetter) -> Void]>([])
    private let arrived = DispatchSemaphore(value: 0)

    private init() {
        let thread = Thread { self.work() }
        thread.name = "press"
        thread.start()
    }

    /// The PDF's bytes; the same document always has the same ones.
    ///
    /// - Parameter compose: lays the document out, measuring with the typesetter it is given.
    /// - Throws: ``PDFError``, and what `compose` throws.
    public func print(_ compose: @escaping @Sendable (Typesetter) throws -> Document) async throws -> [UInt8] {
        try await withCheckedContinuation { continuation in
            waiting.withLock {
                $0.append { typesetter in
                    continuation.resume(
                        returning: Result { try Self.bytes(of: try compose(typesetter), with: typesetter) })
                }
            }
            arrived.signal()
        }.get()
    }

    private func work() -> Never {
        let typesetter = Typesetter()
        while true {
            arrived.wait()
            if let job = waiting.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { job(typesetter) }
        }
    }

    private static func bytes(of document: Document, with typesetter: Typesetter) throws(PDFError) -> [UInt8] {
        guard let first = document.pages.first else { throw .empty }
        let canvas = try Canvas(document.info, first: first.size, typesetter)
        for page in document.pages { try canvas.draw(page) }
        return try canvas.finish()
    }
}
