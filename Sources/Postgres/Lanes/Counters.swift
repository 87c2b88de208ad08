import Synchronization

/// What the lanes have done so far, for tests and for whoever measures.
final class Counters: Sendable {
    /// Round trips of units, rollbacks apart.
    let exchanges = Atomic<Int>(0)
    let rollbacks = Atomic<Int>(0)
    let connects = Atomic<Int>(0)
    let prepares = Atomic<Int>(0)
    let deallocations = Atomic<Int>(0)
}
