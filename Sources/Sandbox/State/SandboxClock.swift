import FoundationEssentials
import Hummingbird
import Synchronization

/// The time by which parcels move: the real one, put ahead by whoever wants to see the end today.
final class SandboxClock: Sendable {
    /// Ten years.
    private static let most: Int64 = 315_360_000

    private let ahead = Mutex<Int64>(0)

    var now: Date { Date() + TimeInterval(secondsAhead) }

    var secondsAhead: Int64 { ahead.withLock { $0 } }

    /// - Returns: nil, and nothing is changed, for a step back or one too far.
    func advance(by seconds: Int64) -> Date? {
        let isDone = ahead.withLock { ahead in
            guard (0...Self.most).contains(seconds), ahead + seconds <= Self.most else { return false }
            ahead += seconds
            return true
        }
        return isDone ? now : nil
    }

    func addRoutes(to router: Router<SandboxContext>) {
        router.get("_sandbox/clock") { _, _ in Answer.json(self.json).response }
        router.post("_sandbox/clock") { request, context in
            let call = try await Call(request, context)
            guard let seconds = call.body.integer("advance_seconds"), self.advance(by: seconds) != nil else {
                return Answer.json(
                    ["error": "advance_seconds: must be whole seconds ahead, ten years in all"], status: 400
                ).response
            }
            return Answer.json(self.json).response
        }
    }

    private var json: JSON {
        ["now": .integer(Int64(now.timeIntervalSince1970)), "ahead_seconds": .integer(secondsAhead)]
    }
}
