/// What the server answered. Any status is an answer, 500 included; a redirect is not followed.
public struct WebResponse: Sendable {
    public let status: Int

    /// In the order they came. Names are not case-sensitive: read them with ``header(_:)``.
    public let headers: [(String, String)]

    /// Unpacked when it came as gzip.
    public let body: [UInt8]

    public init(status: Int, headers: [(String, String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The first value under this name, in any case.
    public func header(_ name: String) -> String? {
        let wanted = name.lowercased()
        return headers.first { $0.0.lowercased() == wanted }?.1
    }

    /// The body as UTF-8; bytes that are not become U+FFFD.
    public var text: String { String(decoding: body, as: UTF8.self) }

    public var isSuccess: Bool { (200..<300).contains(status) }

    /// Says it is JSON and does not begin like a page: providers' bot checks and maintenance pages are HTML, some of
    /// them under a JSON content type.
    public var isJSON: Bool {
        guard let kind = header("Content-Type")?.split(separator: ";").first?.lowercased() else { return false }
        let name = kind.filter { !$0.isWhitespace }
        guard name == "application/json" || name == "text/json" || name.hasSuffix("+json") else { return false }
        let first = body.first { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }
        return first != nil && first != 0x3c
    }
}
