import Tenancy
import Testing
import TokoCore
import WebClient

/// A browser without script at one shop.
struct StoreVisitor: Sendable {
    let base: String
    let host: String
    let transport: WebTransport
    let shop: Shop
    var customer: CustomerID?
    var cookie: String?
    var csrf = ""

    func get(_ path: String, headers: [(String, String)] = []) async throws -> StorePage {
        let all = [("Host", host)] + (cookie.map { [("Cookie", $0)] } ?? []) + headers
        return StorePage(try await transport.send(.get(base + path, headers: all)))
    }

    /// Sends a form as a page of this shop would.
    func post(
        _ path: String, _ fields: [(String, String)], from site: String = "same-origin", token: Bool = true,
        headers: [(String, String)] = []
    ) async throws -> StorePage {
        let all =
            [("Host", host), ("Sec-Fetch-Site", site)] + (cookie.map { [("Cookie", $0)] } ?? []) + headers
        let fields = fields + (token && !csrf.isEmpty ? [("_csrf", csrf)] : [])
        return StorePage(try await transport.send(.form(base + path, fields, headers: all)))
    }
}

/// What came back, as a person or a test reads it.
struct StorePage {
    let status: Int
    let html: String
    let location: String?
    let response: WebResponse

    init(_ response: WebResponse) {
        status = response.status
        html = response.text
        location = response.header("location")
        self.response = response
    }

    /// The text of a piece between two marks; nil when it is not there.
    func between(_ start: String, _ end: String) -> String? {
        guard let from = html.firstRange(of: start) else { return nil }
        let rest = html[from.upperBound...]
        guard let to = rest.firstRange(of: end) else { return nil }
        return String(rest[..<to.lowerBound])
    }

    /// The value of a cookie that the answer sets.
    func cookie(_ name: String) -> String? {
        response.headers.filter { $0.0.lowercased() == "set-cookie" && $0.1.hasPrefix("\(name)=") }
            .last.map { String($0.1.dropFirst(name.count + 1).prefix { $0 != ";" }) }
    }

    /// What a hidden or filled field holds.
    func field(_ name: String) -> String? {
        between("name=\"\(name)\" value=\"", "\"")
    }
}
