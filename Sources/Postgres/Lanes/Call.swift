import Synchronization

/// An async caller's wait for something done on another thread: answered once, cancelled at any time.
final class Call<Value: Sendable>: Sendable {
    private struct State {
        var continuation: CheckedContinuation<Value, any Error>?
        var isCancelled = false
        var whenCancelled: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Suspends until ``answer(_:)``; `start` sets the work going.
    func value(_ start: @Sendable () -> Void) async throws -> Value {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                state.withLock { $0.continuation = continuation }
                start()
            }
        } onCancel: {
            state.withLock { state in
                state.isCancelled = true
                return state.whenCancelled
            }?()
        }
    }

    /// Who is to be told of a cancellation from now on. Work that starts later asks ``isCancelled`` first.
    func onCancel(_ tell: @escaping @Sendable () -> Void) {
        state.withLock { $0.whenCancelled = tell }
    }

    /// The first answer counts.
    func answer(_ result: Result<Value, any Error>) {
        let continuation = state.withLock { state in
            defer { state.continuation = nil }
            return state.continuation
        }
        continuation?.resume(with: result)
    }
}
