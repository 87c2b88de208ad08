import FoundationEssentials
import Logging
import WebClient

@testable import Sandbox

/// A sandbox on a port of its own, asked over real HTTP.
struct RunningSandbox: Sendable {
    let base: String
    let transport: WebTransport

    func get(
        _ path: String, _ query: [(String, String)] = [], _ headers: [(String, String)] = []
    ) async throws -> WebResponse {
        try await transport.send(.get(base + path, query: query, headers: headers))
    }

    func form(
        _ path: String, _ fields: [(String, String)], _ headers: [(String, String)] = []
    ) async throws -> WebResponse {
        try await transport.send(.form(base + path, fields, headers: headers))
    }

    func post(_ path: String, _ body: JSON, _ headers: [(String, String)] = []) async throws -> WebResponse {
        try await transport.send(.json(base + path, body: Array(body.written().utf8), headers: headers))
    }

    func delete(_ path: String) async throws -> WebResponse {
        try await transport.send(WebRequest(method: "DELETE", url: base + path))
    }

    func misbehave(_ order: JSON) async throws {
        let response = try await post("/_sandbox/misbehave", order)
        guard response.status == 201 else { throw SandboxTestError.unexpected(response.text) }
    }
}

enum SandboxTestError: Error {
    case neverListened
    case unexpected(String)
}

extension WebResponse {
    var json: JSON { get throws { try JSON(parsing: text) } }
}

extension JSON {
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int64? { if case .integer(let number) = self { number } else { nil } }
    var elements: [JSON] { if case .list(let elements) = self { elements } else { [] } }
    var names: [String] { if case .object(let members) = self { members.map(\.name) } else { [] } }
}

let quiet = Logger(label: "sandbox-test") { _ in SwiftLogNoOpLogHandler() }

/// Runs a sandbox while `body` talks to it.
func withSandbox<Result: Sendable>(
    _ configuration: SandboxConfiguration = SandboxConfiguration(port: 0, callbackRetryDelay: .milliseconds(20)),
    _ body: (RunningSandbox) async throws -> Result
) async throws -> Result {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let server = SandboxServer(configuration: configuration, logger: quiet) { bound in
        port.yield(bound)
        port.finish()
    }
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { port.finish() }
            try await server.run()
        }
        guard let bound = await ports.first(where: { _ in true }) else {
            try await group.waitForAll()
            throw SandboxTestError.neverListened
        }
        let transport = WebTransport()
        let result = try await body(RunningSandbox(base: "http://127.0.0.1:\(bound)", transport: transport))
        group.cancelAll()
        return result
    }
}
