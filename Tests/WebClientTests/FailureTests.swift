import Foundation
import Glibc
import Testing
import WebClient

struct FailureTests {
    let transport = WebTransport()

    @Test(arguments: ["GET", "POST"])
    func `nobody at the port: surely not sent`(method: String) async throws {
        let (listener, port) = try listeningSocket(backlog: 1)
        close(listener)
        let error = await #expect(throws: WebError.cannotConnect) {
            try await transport.send(WebRequest(method: method, url: "http://127.0.0.1:\(port)/"))
        }
        #expect(error?.outcomeUnknown == false)
    }

    @Test func `no connection in time: surely not sent`() async throws {
        // A full queue: Linux lets further callers wait without an answer.
        let (listener, port) = try listeningSocket(backlog: 0)
        let callers = (0..<4).map { _ in beginConnecting(to: port) }
        defer { for socket in callers + [listener] { close(socket) } }
        let request = WebRequest(
            method: "POST", url: "http://127.0.0.1:\(port)/", body: [1], connectTimeout: .milliseconds(150))
        let error = await #expect(throws: WebError.timedOut(sent: false)) { try await transport.send(request) }
        #expect(error?.outcomeUnknown == false)
    }

    @Test func `no TLS in time: surely not sent`() async throws {
        let (listener, port) = try listeningSocket(backlog: 8)
        defer { close(listener) }
        let request = WebRequest(
            method: "POST", url: "https://127.0.0.1:\(port)/", body: [1], connectTimeout: .milliseconds(150))
        await #expect(throws: WebError.timedOut(sent: false)) { try await transport.send(request) }
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcde",
    ])
    func `an answer that stops half way is an unknown outcome`(part: String) async throws {
        let server = try LocalServer { _ in .raw(part, .hang) }
        let request = WebRequest(method: "POST", url: server.url(), body: [1], timeout: .milliseconds(200))
        let error = await #expect(throws: WebError.timedOut(sent: true)) { try await transport.send(request) }
        #expect(error?.outcomeUnknown == true)
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [
        "", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabcde", "bukan http\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n",
    ])
    func `a connection cut half way is an unknown outcome`(part: String) async throws {
        let server = try LocalServer { _ in .raw(part, .close) }
        let request = WebRequest(method: "POST", url: server.url(), body: [1])
        let error = await #expect(throws: WebError.broken) { try await transport.send(request) }
        #expect(error?.outcomeUnknown == true)
        #expect(server.requests.count == 1)
    }

    @Test func `a cancelled task lets go of the connection`() async throws {
        let server = try LocalServer { _ in .silence }
        var arrivals = server.arrivals.makeAsyncIterator()
        var departures = server.departures.makeAsyncIterator()
        let task = Task { try await transport.send(.get(server.url())) }
        #expect(await arrivals.next()?.connection == 1)
        task.cancel()
        await #expect(throws: WebError.cancelled) { try await task.value }
        #expect(await departures.next() == 1)
    }

    @Test func `a task cancelled before it began sends nothing`() async throws {
        let server = try LocalServer { _ in .silence }
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return try await transport.send(.get(server.url()))
        }
        await #expect(throws: WebError.cancelled) { try await task.value }
        #expect(server.requests.isEmpty)
    }

    @Test func `a thousand cancelled transfers leave nothing behind`() async throws {
        let server = try LocalServer { _ in .reply() }
        let explained = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<1_000 {
                group.addTask {
                    do { return try await transport.send(.get(server.url())).status == 200 } catch {
                        return error as? WebError == .cancelled
                    }
                }
            }
            group.cancelAll()
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(explained == 1_000)
        #expect(try await transport.send(.get(server.url())).status == 200)
    }

    @Test func `a plain server is no https server`() async throws {
        let (listener, port) = try listeningSocket(backlog: 8)
        let thread = Thread {
            let client = accept(listener, nil, nil)
            unsafe _ = send(client, "HTTP/1.1 400 Bad Request\r\n\r\n", 28, Int32(MSG_NOSIGNAL))
            shutdown(client, Int32(SHUT_WR))
            var part = [UInt8](repeating: 0, count: 4_096)
            while unsafe recv(client, &part, part.count, 0) > 0 {}
            close(client)
            close(listener)
        }
        thread.start()
        await #expect(throws: WebError.tls) { try await transport.send(.get("https://127.0.0.1:\(port)/")) }
    }
}
