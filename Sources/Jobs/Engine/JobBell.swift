import FoundationEssentials
import Logging
import Redis
import Synchronization
import TokoCore

/// Tells the engine which shops to look at, from this process and, over Redis, from the others. A wake-up that gets lost
/// costs time until the next sweep, nothing else.
final class JobBell: Sendable {
    static let channel = "tokoku:outbox"

    private let rung = Mutex<Set<TenantID>>([])
    private let stopping = Mutex(false)
    private let toTell: AsyncStream<TenantID>
    private let telling: AsyncStream<TenantID>.Continuation
    private let toWake: AsyncStream<Void>
    private let waking: AsyncStream<Void>.Continuation

    init() {
        (toTell, telling) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(10_000))
        (toWake, waking) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    func ring(_ tenant: TenantID) {
        wake(tenant)
        telling.yield(tenant)
    }

    private func wake(_ tenant: TenantID) {
        rung.withLock { _ = $0.insert(tenant) }
        waking.yield()
    }

    /// Nobody rang, but the engine is to look up.
    func wakeUp() { waking.yield() }

    /// The shops that rang since the last time.
    func heard() -> Set<TenantID> {
        rung.withLock { rung in
            defer { rung = [] }
            return rung
        }
    }

    /// Nothing is begun any more; what was begun is finished.
    func stop() { stopping.withLock { $0 = true } }

    var isStopping: Bool { stopping.withLock { $0 } }

    /// Ten times a second somebody looks whether something has become due, until cancelled.
    func tick() async throws {
        while true {
            try await Task.sleep(for: .milliseconds(100))
            wakeUp()
        }
    }

    /// One element for each time somebody rang, or for several at once. For one reader.
    var wakeups: AsyncStream<Void> { toWake }

    /// Carries this process's rings to the others and theirs here, until cancelled.
    func carry(over redis: RedisClient) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                for await tenant in toTell {
                    do {
                        try await redis.publish(Self.channel, Array(tenant.description.utf8))
                    } catch {
                        // Redis is away: the others find it at their next sweep.
                        Logger.current.debug("no wake-up sent", metadata: ["tenant": "\(tenant)"])
                    }
                }
            }
            group.addTask { [self] in
                for await message in redis.subscribe([Self.channel]) {
                    guard case .message(_, let bytes) = message,
                        let number = Int32(String(decoding: bytes, as: UTF8.self))
                    else { continue }
                    wake(TenantID(number))
                }
            }
        }
    }
}
