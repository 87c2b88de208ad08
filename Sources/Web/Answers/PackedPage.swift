import Gzip
import HTTPTypes
import Hummingbird
import NIOCore

/// A page in the two forms in which browsers take it, as it is and gzipped, packed once.
///
/// Only for what is the same bytes for everybody. A page of somebody signed in is never packed: it holds their CSRF
/// token, and what a stranger can make it repeat would give the token away by its packed length (BREACH).
struct PackedPage: Sendable {
    /// Shorter pages travel in one packet either way.
    static let leastBytes = 1_000

    let plain: Page
    /// Has a tag of its own: the same tag on other bytes would not be strong. Nil for what does not get shorter.
    let gzipped: Page?

    /// - Throws: ``DeflateError``.
    init(_ page: Page) throws(DeflateError) {
        guard Self.isText(page.headers[.contentType] ?? ""), page.headers[.contentEncoding] == nil else {
            plain = page
            gzipped = nil
            return
        }
        var plain = page
        plain.headers.append(HTTPField(name: .vary, value: "Accept-Encoding"))
        self.plain = plain
        guard page.bytes.readableBytes >= Self.leastBytes else {
            gzipped = nil
            return
        }
        let bytes = try Deflate.gzipped(Array(page.bytes.readableBytesView))
        guard bytes.count < page.bytes.readableBytes else {
            gzipped = nil
            return
        }
        var packed = plain
        packed.bytes = ByteBuffer(bytes: bytes)
        packed.headers[.contentEncoding] = "gzip"
        if let tag = plain.headers[.eTag], tag.hasSuffix("\"") { packed.headers[.eTag] = "\(tag.dropLast())-gz\"" }
        gzipped = packed
    }

    /// In memory, both forms.
    var byteCount: Int { plain.bytes.readableBytes + (gzipped?.bytes.readableBytes ?? 0) }

    /// Pictures and fonts are packed already.
    static func isText(_ contentType: String) -> Bool {
        let type = contentType.prefix { $0 != ";" }
        return type.hasPrefix("text/") || type.hasSuffix("+xml") || type.hasSuffix("+json")
            || ["application/javascript", "application/json", "application/xml"].contains(type)
    }

    /// The form this browser takes, or 304 when it has either.
    func answer(to request: Request) -> Page {
        var page = request.headers.takesGzip ? gzipped ?? plain : plain
        let tags = [page, plain, gzipped].compactMap { $0?.headers[.eTag] }
        guard let known = request.headers.knownTag(of: tags) else { return page }
        page.status = .notModified
        // The tag of what the browser keeps, which may be the other form.
        page.headers[.eTag] = known
        page.headers[.contentType] = nil
        page.headers[.contentEncoding] = nil
        page.bytes = ByteBuffer()
        return page
    }
}

extension HTTPFields {
    /// Whether gzip is welcome (RFC 9110, section 12.5.3). Who says nothing may be a program that cannot unpack.
    var takesGzip: Bool {
        var others = false
        for entry in (self[.acceptEncoding] ?? "").split(separator: ",") {
            let parts = entry.split(separator: ";").map { $0.trimmingSpaces.lowercased() }
            guard let coding = parts.first else { continue }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
            switch coding {
            case "gzip", "x-gzip": return weight > 0
            case "*": others = weight > 0
            default: continue
            }
        }
        return others
    }

    /// The first of `tags` that `If-None-Match` names. Compares weakly (RFC 9110, section 13.1.2): a proxy that
    /// changes the form of a page marks its tag with `W/`.
    func knownTag(of tags: [String]) -> String? {
        let named = (self[.ifNoneMatch] ?? "").split(separator: ",").map { entry in
            let tag = entry.trimmingSpaces
            return tag.hasPrefix("W/") ? tag.dropFirst(2) : tag
        }
        return tags.first { tag in named.contains { $0 == "*" || $0 == tag[...] } }
    }
}
