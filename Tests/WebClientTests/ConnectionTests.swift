import Foundation
import Glibc
import Testing
import WebClient

struct ConnectionTests {
    let transport = WebTransport()

    @Test func `requests one after another share a connection`() async throws {
        let server = try LocalServer { .reply(body: $0.body) }
        for number in 0..<10 {
            let body = Array("\(number)".utf8)
            #expect(try await transport.send(.json(server.url(), body: body)).body == body)
        }
        #expect(server.requests.map(\.connection) == [Int](repeating: 1, count: 10))
    }

    @Test func `two hundred at once each get their own answer`() async throws {
        let server = try LocalServer { .reply(body: Array($0.target.utf8)) }
        let wrong = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<200 {
                group.addTask { try await transport.send(.get(server.url("/\(number)"))).text != "/\(number)" }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(wrong == 0)
        #expect(Set(server.requests.map(\.target)).count == 200)
        #expect(server.requests.count == 200)
    }

    @Test func `one that hangs does not hold up the others`() async throws {
        let server = try LocalServer { $0.target == "/diam" ? .silence : .reply() }
        var arrivals = server.arrivals.makeAsyncIterator()
        // Longer than the others can take on any machine: it ends by being cancelled.
        var patient = WebRequest.get(server.url("/diam"))
        patient.timeout = .seconds(600)
        let hanging = Task { [patient] in try await transport.send(patient) }
        #expect(await arrivals.next()?.target == "/diam")
        for _ in 0..<20 { #expect(try await transport.send(.get(server.url())).status == 200) }
        hanging.cancel()
        await #expect(throws: WebError.cancelled) { try await hanging.value }
    }

    @Test func `a kept connection that dies under a POST does not send it twice`() async throws {
        let server = try LocalServer { $0.body == Array("kedua".utf8) ? .cut : .reply() }
        _ = try await transport.send(.json(server.url(), body: Array("pertama".utf8)))
        let error = await #expect(throws: WebError.broken) {
            try await transport.send(.json(server.url(), body: Array("kedua".utf8)))
        }
        #expect(error?.outcomeUnknown == true)
        #expect(server.requests.map(\.body) == [Array("pertama".utf8), Array("kedua".utf8)])
    }

    @Test func `an empty POST is not sent twice either`() async throws {
        let server = try LocalServer { $0.method == "POST" ? .cut : .reply() }
        _ = try await transport.send(.get(server.url()))
        await #expect(throws: WebError.broken) {
            try await transport.send(WebRequest(method: "POST", url: server.url()))
        }
        #expect(server.requests.map(\.method) == ["GET", "POST"])
    }

    @Test func `a kept connection that dies under a GET is replaced`() async throws {
        let server = try LocalServer { $0.connection == 1 && $0.target == "/kedua" ? .cut : .reply() }
        _ = try await transport.send(.get(server.url("/pertama")))
        #expect(try await transport.send(.get(server.url("/kedua"))).status == 200)
        #expect(server.requests.map(\.connection) == [1, 1, 2])
    }

    @Test func `a proxy in the environment is not taken`() async throws {
        unsafe setenv("http_proxy", "http://127.0.0.1:9", 1)
        defer { unsafe unsetenv("http_proxy") }
        let server = try LocalServer { _ in .reply() }
        #expect(try await WebTransport().send(.get(server.url())).status == 200)
    }

    @Test func `a closed transport ends what is under way and takes nothing new`() async throws {
        let server = try LocalServer { _ in .silence }
        let transport = WebTransport()
        var arrivals = server.arrivals.makeAsyncIterator()
        let hanging = Task { try await transport.send(.get(server.url())) }
        #expect(await arrivals.next()?.target == "/")
        await transport.close()
        await #expect(throws: WebError.cancelled) { try await hanging.value }
        let error = await #expect(throws: WebError.closed) { try await transport.send(.get(server.url())) }
        #expect(error?.outcomeUnknown == false)
        await transport.close()
    }
}
