/// A request to somebody else's server.
public struct WebRequest: Sendable {
    /// Capital letters, such as `POST`.
    public var method: String

    /// Absolute, `http` or `https`, already percent-encoded.
    public var url: String

    /// Sent as they stand. `User-Agent` and `Accept-Encoding` have values of their own when they are not here.
    public var headers: [(String, String)]

    public var body: [UInt8]?

    /// For the look-up of the name, the connection and its TLS.
    public var connectTimeout: Duration

    /// For everything, connecting included.
    public var timeout: Duration

    /// What the answer's body may have, unpacked.
    public var maxResponseBytes: Int

    /// For providers whose allow-list knows our IPv4 address only.
    public var ipv4Only: Bool

    /// For addresses that a shop typed: a name that leads into a private network cannot be connected to.
    public var publicOnly: Bool

    public init(
        method: String, url: String, headers: [(String, String)] = [], body: [UInt8]? = nil,
        connectTimeout: Duration = .seconds(5), timeout: Duration = .seconds(10), maxResponseBytes: Int = 2 << 20,
        ipv4Only: Bool = false, publicOnly: Bool = false
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.maxResponseBytes = maxResponseBytes
        self.ipv4Only = ipv4Only
        self.publicOnly = publicOnly
    }

    public static func get(
        _ url: String, query: [(String, String)] = [], headers: [(String, String)] = []
    ) -> WebRequest {
        let mark = url.contains("?") ? "&" : "?"
        let whole = query.isEmpty ? url : url + mark + Form.encode(query)
        return WebRequest(method: "GET", url: whole, headers: headers)
    }

    /// A `POST` of `application/x-www-form-urlencoded`.
    public static func form(
        _ url: String, _ fields: [(String, String)], headers: [(String, String)] = []
    ) -> WebRequest {
        WebRequest(
            method: "POST", url: url, headers: [("Content-Type", "application/x-www-form-urlencoded")] + headers,
            body: Array(Form.encode(fields).utf8))
    }

    /// A `POST` of `application/json`.
    public static func json(_ url: String, body: [UInt8], headers: [(String, String)] = []) -> WebRequest {
        WebRequest(
            method: "POST", url: url,
            headers: [("Content-Type", "application/json"), ("Accept", "application/json")] + headers, body: body)
    }
}
