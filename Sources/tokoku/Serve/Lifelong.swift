import ServiceLifecycle

/// Work that goes on until the server stops, as a service: cancelled when the shutdown reaches it.
struct Lifelong: Service {
    let work: @Sendable () async throws -> Void

    func run() async throws {
        try await cancelWhenGracefulShutdown {
            do {
                try await work()
            } catch is CancellationError {
                return
            }
        }
    }
}
