import Foundation
import Synchronization

/// The threads that hash passwords: half the cores, four at most. Work waits in line for them, and never holds up a
/// thread that runs async code.
final class PasswordThreads: Sendable {
    static let shared = PasswordThreads(count: max(1, min(4, ProcessInfo.processInfo.activeProcessorCount / 2)))

    private let waiting = Mutex<[@Sendable () -> Void]>([])
    private let arrived = DispatchSemaphore(value: 0)

    init(count: Int) {
        for number in 1...count {
            let thread = Thread { self.work() }
            thread.name = "passwords-\(number)"
            thread.start()
        }
    }

    func run<Value: Sendable>(_ job: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            waiting.withLock { $0.append { continuation.resume(returning: job()) } }
            arrived.signal()
        }
    }

    private func work() {
        while true {
            arrived.wait()
            let job = waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
            job?()
        }
    }
}
