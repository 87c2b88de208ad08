import FoundationEssentials
import Synchronization

/// Komerce's plans: a key that ends in `-free` is on the free one, whose day of 100 calls begins at Jakarta's midnight. Each
/// product counts by itself, and every call counts.
final class DailyHits: Sendable {
    static let freePlan = 100

    private struct Day: Hashable {
        let key: String
        let product: String
        let number: Int64
    }

    private let hits = Mutex<[Day: Int]>([:])
    private let clock: SandboxClock

    init(clock: SandboxClock) { self.clock = clock }

    /// Counts a call.
    /// - Returns: whether the plan allowed it.
    func hit(_ key: String, of product: String) -> Bool {
        guard key.hasSuffix("-free") else { return true }
        let seconds = Int64(clock.now.timeIntervalSince1970) + 7 * 3_600
        let day = Day(key: key, product: product, number: seconds / 86_400)
        return hits.withLock { hits in
            guard hits[day, default: 0] < Self.freePlan else { return false }
            hits[day, default: 0] += 1
            return true
        }
    }
}
