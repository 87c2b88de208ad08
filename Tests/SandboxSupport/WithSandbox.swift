import Logging
public import Sandbox

/// Runs a sandbox on a port of its own while `body` uses it.
/// - Parameter base: `http://127.0.0.1:40123`
public func withSandbox<Result: Sendable>(
    _ configuration: SandboxConfiguration = SandboxConfiguration(port: 0),
    _ body: @Sendable (_ base: String) async throws -> Result
) async throws -> Result {
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let server = SandboxServer(
        configuration: configuration, logger: Logger(label: "sandbox") { _ in SwiftLogNoOpLogHandler() }
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
            throw SandboxDidNotStart()
        }
        let result: Swift.Result<Result, any Error>
        do { result = .success(try await body("http://127.0.0.1:\(bound)")) } catch { result = .failure(error) }
        group.cancelAll()
        return try result.get()
    }
}

public struct SandboxDidNotStart: Error {}
