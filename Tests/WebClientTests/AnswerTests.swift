import Testing
import WebClient

/// 100,000 zeros, packed.
private let packedZeros: [UInt8] = {
    let hex =
        "1f8b0800000000000203edc13101000000c2a04aeb9fce1a1e4001000000000000000000000000000000000000000000"
        + "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        + "000000000000000000000000000000000000000000000000000000af0685c24dc5a0860100"
    return stride(from: 0, to: hex.utf8.count, by: 2).map { index in
        UInt8(hex.dropFirst(index).prefix(2), radix: 16)!
    }
}()

struct AnswerTests {
    let transport = WebTransport(userAgent: "TokoKu-test/1")

    @Test func `an answer comes with its status, headers and body`() async throws {
        let server = try LocalServer { _ in
            .reply(201, ["X-Trace: a:b ", "X-Trace: second", "x-empty:"], body: Array("selesai".utf8))
        }
        let response = try await transport.send(.get(server.url("/a?b=1")))
        #expect(response.status == 201)
        #expect(response.isSuccess)
        #expect(response.text == "selesai")
        #expect(response.header("x-TRACE") == "a:b")
        #expect(response.headers.filter { $0.0 == "X-Trace" }.map(\.1) == ["a:b", "second"])
        #expect(response.header("X-Empty") == "")
        #expect(response.header("X-Missing") == nil)
        let request = try #require(server.requests.first)
        #expect(request.method == "GET")
        #expect(request.target == "/a?b=1")
        #expect(request.headers["user-agent"] == "TokoKu-test/1")
        #expect(request.headers["content-type"] == nil)
    }

    @Test func `headers of an interim answer are not taken for the answer's`() async throws {
        let server = try LocalServer { _ in
            .raw("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        }
        let response = try await transport.send(.get(server.url()))
        #expect(response.status == 200)
        #expect(response.header("Link") == nil)
        #expect(response.text == "ok")
    }

    @Test(arguments: [
        ("application/json", "{}", true), ("Application/JSON; charset=utf-8", " \r\n[1]", true),
        ("application/problem+json", "{}", true), ("application/json", "<!DOCTYPE html>Just a moment...", false),
        ("application/json", "  <html>", false), ("application/json", "", false), ("text/html", "{}", false),
        ("text/plain; x=application/json", "{}", false),
    ])
    func `a page is not taken for JSON`(kind: String, body: String, isJSON: Bool) async throws {
        let server = try LocalServer { _ in .reply(403, ["Content-Type: \(kind)"], body: Array(body.utf8)) }
        let response = try await transport.send(.get(server.url()))
        #expect(response.status == 403)
        #expect(!response.isSuccess)
        #expect(response.isJSON == isJSON)
    }

    @Test func `a redirect is an answer and is not followed`() async throws {
        let server = try LocalServer { request in
            request.target == "/" ? .reply(302, ["Location: /lain"]) : .reply()
        }
        let response = try await transport.send(.get(server.url()))
        #expect(response.status == 302)
        #expect(response.header("location") == "/lain")
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [0, 1, 99_999])
    func `a body above the bound is refused`(bound: Int) async throws {
        let body = [UInt8](repeating: 7, count: bound + 1)
        let server = try LocalServer { request in
            switch request.target {
            case "/counted": .reply(body: body)
            case "/exact": .reply(body: Array(body.dropLast()))
            default: Answer(bytes: Array("HTTP/1.1 200 OK\r\n\r\n".utf8) + body, ending: .close)
            }
        }
        for path in ["/counted", "/uncounted"] {
            var request = WebRequest.get(server.url(path))
            request.maxResponseBytes = bound
            await #expect(throws: WebError.tooLarge) { try await transport.send(request) }
        }
        var request = WebRequest.get(server.url("/exact"))
        request.maxResponseBytes = bound
        #expect(try await transport.send(request).body.count == bound)
    }

    @Test func `a packed body is bounded by what it unpacks to`() async throws {
        let server = try LocalServer { _ in .reply(200, ["Content-Encoding: gzip"], body: packedZeros) }
        var request = WebRequest.get(server.url())
        request.maxResponseBytes = 100_000
        #expect(try await transport.send(request).body == [UInt8](repeating: 0x30, count: 100_000))
        request.maxResponseBytes = 99_999
        await #expect(throws: WebError.tooLarge) { try await transport.send(request) }
    }

    @Test func `headers without end are refused`() async throws {
        let line = "X-Filler: " + String(repeating: "a", count: 1_000) + "\r\n"
        let server = try LocalServer { _ in
            .raw("HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 80) + "Content-Length: 0\r\n\r\n", .close)
        }
        await #expect(throws: WebError.tooLarge) { try await transport.send(.get(server.url())) }
    }

    private typealias Answer = LocalServer.Answer
}
