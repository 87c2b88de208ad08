import Testing
import WebClient

struct RequestTests {
    let transport = WebTransport()

    @Test(
        arguments: [
            ("POST", Optional(Array("isi".utf8))), ("POST", []), ("POST", nil), ("PUT", Array("isi".utf8)),
            ("PATCH", Array("isi".utf8)), ("PATCH", nil), ("DELETE", nil), ("DELETE", Array("isi".utf8)), ("GET", nil),
        ] as [(String, [UInt8]?)])
    func `method, headers and body arrive as given`(method: String, body: [UInt8]?) async throws {
        let server = try LocalServer { _ in .reply(body: [1]) }
        let headers = [("Authorization", "Bearer rahasia"), ("X-Empty", ""), ("User-Agent", "lain")]
        let response = try await transport.send(
            WebRequest(method: method, url: server.url(), headers: headers, body: body))
        #expect(response.body == [1])
        let request = try #require(server.requests.first)
        #expect(request.method == method)
        #expect(request.body == body ?? [])
        #expect(request.headers["authorization"] == "Bearer rahasia")
        #expect(request.headers["x-empty"] == "")
        #expect(request.headers["user-agent"] == "lain")
        #expect(request.headers["expect"] == nil)
        #expect(request.headers["content-type"] == nil)
        #expect(request.headers["transfer-encoding"] == nil)
    }

    @Test func `HEAD asks for no body and waits for none`() async throws {
        let server = try LocalServer { _ in .raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n") }
        let response = try await transport.send(WebRequest(method: "HEAD", url: server.url()))
        #expect(response.status == 200)
        #expect(response.body == [])
        #expect(server.requests.map(\.method) == ["HEAD"])
    }

    @Test func `a large body arrives whole`() async throws {
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
        let server = try LocalServer { .reply(body: Array($0.body.suffix(10))) }
        let response = try await transport.send(.json(server.url(), body: body))
        #expect(response.body == Array(body.suffix(10)))
        #expect(server.requests.first?.body == body)
        #expect(server.requests.first?.headers["content-type"] == "application/json")
    }

    @Test func `forms and queries are encoded`() async throws {
        let server = try LocalServer { _ in .reply() }
        let pairs = [("nama", "kopi susu & gula"), ("q", "a+b=c%/é"), ("order_items[0][name]", "")]
        let encoded = "nama=kopi%20susu%20%26%20gula&q=a%2Bb%3Dc%25%2F%C3%A9&order_items%5B0%5D%5Bname%5D="
        #expect(Form.encode(pairs) == encoded)
        _ = try await transport.send(.form(server.url(), pairs))
        _ = try await transport.send(.get(server.url("/cari"), query: pairs))
        _ = try await transport.send(.get(server.url("/cari?x=1"), query: [("y", "2")]))
        #expect(server.requests.map(\.target) == ["/", "/cari?" + encoded, "/cari?x=1&y=2"])
        #expect(server.requests[0].body == Array(encoded.utf8))
        #expect(server.requests[0].headers["content-type"] == "application/x-www-form-urlencoded")
    }

    @Test(arguments: [
        "", "/", "example.test", "ftp://127.0.0.1/", "file:///etc/passwd", "gopher://127.0.0.1/", "HTTP:/x", "http://",
        "http://127.0.0.1/a b", "http://127.0.0.1/\r\nX: y", "http://127.0.0.1/\u{0}", "http://127.0.0.1/é",
        "http://[::1", "http://127.0.0.1:99999/",
    ])
    func `what is no http URL is refused`(url: String) async {
        let error = await #expect(throws: WebError.invalidURL) { try await transport.send(.get(url)) }
        #expect(error?.outcomeUnknown == false)
    }

    @Test(arguments: [
        ("GET", [("A\r\nB", "c")]), ("GET", [("A", "b\r\nC: d")]), ("GET", [("A", "b\nC: d")]), ("GET", [("", "b")]),
        ("GET", [("A:", "b")]), ("GET", [("A B", "c")]), ("GET", [("A", "\u{0}")]), ("get", []), ("", []),
        ("GET /x", []), ("GET\r\nA: b", []),
    ])
    func `a header or method that would become another is refused`(method: String, headers: [(String, String)])
        async throws
    {
        let server = try LocalServer { _ in .reply() }
        await #expect(throws: WebError.invalidRequest) {
            try await transport.send(WebRequest(method: method, url: server.url(), headers: headers))
        }
        #expect(server.requests.isEmpty)
    }
}
