public import HTTPTypes
public import Hummingbird
import NIOCore
import TokoCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#endif

/// A whole answer to a browser: made by a handler, turned into bytes once.
public struct Page: ResponseGenerator, Sendable {
    public var status: HTTPResponse.Status
    public var headers: HTTPFields
    public var bytes: ByteBuffer

    /// A page of somebody signed in, or one that must not be kept.
    public static func html(_ html: String, status: HTTPResponse.Status = .ok) -> Page {
        Page(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            bytes: ByteBuffer(string: html))
    }

    /// - Throws: what `JSONEncoder` throws.
    public static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Page {
        Page(
            status: status,
            headers: [.contentType: "application/json", .cacheControl: "no-store"],
            bytes: ByteBuffer(bytes: try JSONEncoder().encode(value)))
    }

    public static func text(_ text: String, type: String, status: HTTPResponse.Status = .ok) -> Page {
        Page(
            status: status, headers: [.contentType: type, .cacheControl: "no-cache"],
            bytes: ByteBuffer(string: text))
    }

    /// A file whose name changes with its bytes: kept for ever.
    public static func immutable(_ bytes: [UInt8], type: String) -> Page {
        Page(
            status: .ok,
            headers: [.contentType: type, .cacheControl: "public, max-age=31536000, immutable"],
            bytes: ByteBuffer(bytes: bytes))
    }

    /// A document that belongs to somebody: shown by the browser, kept by nobody in between.
    /// - Parameter name: what it is saved as.
    public static func document(_ bytes: [UInt8], type: String, name: String) -> Page {
        let plain = String(name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || " -_.".contains($0)) })
        return Page(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "private, no-store",
                .contentDisposition: "inline; filename=\"\(plain)\"; filename*=UTF-8''\(URLText.encode(name))",
            ],
            bytes: ByteBuffer(bytes: bytes))
    }

    /// 303: go there with GET. Only paths of this shop: anything else goes to the home page.
    public static func redirect(to path: String) -> Page {
        Page(
            status: .seeOther,
            headers: [.location: LocalPath(path)?.text ?? "/", .cacheControl: "no-store"],
            bytes: ByteBuffer())
    }

    /// 303 to another site: for sign-in and payment providers only.
    public static func leave(to url: String) -> Page {
        Page(status: .seeOther, headers: [.location: url, .cacheControl: "no-store"], bytes: ByteBuffer())
    }

    public func with(cookie: Cookie) -> Page {
        var page = self
        page.headers.append(HTTPField(name: .setCookie, value: cookie.description))
        return page
    }

    public func response(from request: Request, context: some RequestContext) -> Response {
        Response(status: status, headers: headers, body: .init(byteBuffer: bytes))
    }
}
