import FoundationEssentials
import Logging
import Sandbox
import WebClient

/// The sandbox, as the customer's bank and as TriPay's people see it.
struct Bank: Sendable {
    let base: String
    let transport: WebTransport

    enum Act: String { case pay, expire, fail, refund }

    func act(_ act: Act, on reference: String) async throws {
        try await post("/_sandbox/transactions/\(reference)/\(act.rawValue)", "{\"wait\": true}")
    }

    func misbehave(_ endpoint: String, _ mode: String, times: Int? = 1, milliseconds: Int = 1) async throws {
        let times = times.map(String.init) ?? "null"
        try await post(
            "/_sandbox/misbehave",
            """
            {"provider": "tripay", "endpoint": "\(endpoint)", "mode": "\(mode)", "times": \(times), "milliseconds": \(milliseconds)}
            """)
    }

    func bills() async throws -> Int {
        struct Bills: Decodable { let reference: String }
        let response = try await transport.send(.get(base + "/_sandbox/transactions"))
        struct List: Decodable { let transactions: [Bills] }
        if let list = try? JSONDecoder().decode([Bills].self, from: Data(response.body)) { return list.count }
        return try JSONDecoder().decode(List.self, from: Data(response.body)).transactions.count
    }

    private func post(_ path: String, _ body: String) async throws {
        let response = try await transport.send(.json(base + path, body: Array(body.utf8)))
        guard (200..<300).contains(response.status) else { throw BankError.refused(response.text) }
    }

    /// Runs a sandbox on a port of its own while `body` uses it.
    static func open<Result: Sendable>(_ body: @Sendable (Bank) async throws -> Result) async throws -> Result {
        let (ports, port) = AsyncStream.makeStream(of: Int.self)
        let server = SandboxServer(
            configuration: SandboxConfiguration(port: 0, callbackRetryDelay: .milliseconds(20)),
            logger: Logger(label: "bank") { _ in SwiftLogNoOpLogHandler() }
        ) { bound in
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
                throw BankError.neverOpened
            }
            let transport = WebTransport()
            let result = try await body(Bank(base: "http://127.0.0.1:\(bound)", transport: transport))
            group.cancelAll()
            await transport.close()
            return result
        }
    }
}

enum BankError: Error {
    case neverOpened
    case refused(String)
}
