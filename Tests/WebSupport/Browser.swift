import Synchronization
public import WebClient

/// Asks one shop as a browser does: its Host, its cookies, and on forms where they come from. Follows no redirect.
public final class Browser: Sendable {
    public let host: String
    private let server: ShopServer
    private let jar = Mutex<[String: String]>([:])

    init(host: String, server: ShopServer) {
        self.host = host
        self.server = server
    }

    /// Names and values as they are kept now.
    public var cookies: [String: String] { jar.withLock { $0 } }

    public func keep(cookie name: String, _ value: String) { jar.withLock { $0[name] = value } }

    public func get(_ path: String, headers: [(String, String)] = []) async throws -> WebResponse {
        try await send("GET", path, headers: headers)
    }

    /// Posts a form that stood on a page of this shop.
    public func post(
        _ path: String, _ fields: [(String, String)], headers: [(String, String)] = []
    ) async throws -> WebResponse {
        try await post(path, encoded: Form.encode(fields), headers: headers)
    }

    public func post(
        _ path: String, encoded body: String, headers: [(String, String)] = []
    ) async throws -> WebResponse {
        let type = ("Content-Type", "application/x-www-form-urlencoded")
        return try await send(
            "POST", path, headers: [type, ("Sec-Fetch-Site", "same-origin")] + headers, body: Array(body.utf8))
    }

    /// Exactly these headers, `Host` and `Cookie` added.
    public func send(
        _ method: String, _ path: String, headers: [(String, String)] = [], body: [UInt8]? = nil
    ) async throws -> WebResponse {
        var headers = headers
        let names = headers.map { $0.0.lowercased() }
        if !names.contains("host") { headers.append(("Host", host)) }
        let cookies = self.cookies
        if !cookies.isEmpty, !names.contains("cookie") {
            headers.append(("Cookie", cookies.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ")))
        }
        let response = try await server.transport.send(
            WebRequest(
                method: method, url: "http://127.0.0.1:\(server.port)\(path)", headers: headers, body: body,
                timeout: .seconds(60)))
        take(response.setCookies)
        return response
    }

    private func take(_ setCookies: [String]) {
        jar.withLock { jar in
            for line in setCookies {
                let attributes = line.split(separator: ";").map { $0.drop { $0 == " " } }
                guard
                    let pair = attributes.first?.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false),
                    pair.count == 2
                else { continue }
                jar[String(pair[0])] = attributes.contains("Max-Age=0") ? nil : String(pair[1])
            }
        }
    }
}

extension WebResponse {
    /// The `Set-Cookie` headers as they came.
    public var setCookies: [String] {
        headers.filter { $0.0.lowercased() == "set-cookie" }.map(\.1)
    }

    public var location: String? { header("Location") }
}
