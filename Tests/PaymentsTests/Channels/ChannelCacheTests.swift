import FoundationEssentials
import Synchronization
import Testing
import TokoCore

@testable import Payments

struct ChannelCacheTests {
    /// A clock that moves when told, and a provider that says what it is told to.
    final class Scene: Sendable {
        let seconds = Mutex<Double>(0)
        let calls = Mutex(0)
        let failure = Mutex<GatewayError?>(nil)

        var cache: PaymentChannels {
            PaymentChannels(
                now: { [self] in Date(timeIntervalSince1970: seconds.withLock { $0 }) },
                fetch: { [self] _ in
                    let call = calls.withLock {
                        $0 += 1
                        return $0
                    }
                    if let failure = failure.withLock({ $0 }) { throw failure }
                    return [
                        PaymentChannel(
                            code: "V\(call)", name: "V", group: .virtualAccount, kind: .direct, customerFee: .none)
                    ]
                })
        }

        func wait(_ time: Double) { seconds.withLock { $0 += time } }
        func fail(_ error: GatewayError?) { failure.withLock { $0 = error } }
    }

    private let shop = PaymentChannels.Account(tenant: TenantID(1), name: "a")

    @Test func `the list is asked for again after ten minutes, for each shop by itself`() async throws {
        let scene = Scene()
        let cache = scene.cache
        #expect(try await cache.list(for: shop).channels.map(\.code) == ["V1"])
        scene.wait(599)
        #expect(try await cache.list(for: shop).channels.map(\.code) == ["V1"])
        #expect(try await cache.list(for: .init(tenant: TenantID(2), name: "a")).channels.map(\.code) == ["V2"])
        scene.wait(1)
        let list = try await cache.list(for: shop)
        #expect(list.channels.map(\.code) == ["V3"])
        #expect(list.isStale == false)
    }

    @Test func `while the provider is down the last list serves for a day and says that it is old`() async throws {
        let scene = Scene()
        let cache = scene.cache
        _ = try await cache.list(for: shop)
        scene.fail(.unavailable("down"))
        scene.wait(700)
        let list = try await cache.list(for: shop)
        #expect(list.channels.map(\.code) == ["V1"])
        #expect(list.isStale)
        // Not every page waits for a provider that is down.
        scene.wait(29)
        _ = try await cache.list(for: shop)
        #expect(scene.calls.withLock { $0 } == 2)
        scene.wait(86_400)
        await #expect(throws: GatewayError.unavailable("down")) { try await cache.list(for: shop) }
    }

    @Test func `the provider's return is noticed within half a minute`() async throws {
        let scene = Scene()
        let cache = scene.cache
        _ = try await cache.list(for: shop)
        scene.fail(.unavailable("down"))
        scene.wait(700)
        _ = try await cache.list(for: shop)
        scene.fail(nil)
        scene.wait(30)
        let list = try await cache.list(for: shop)
        #expect(list.channels.map(\.code) == ["V3"])
        #expect(list.isStale == false)
    }

    @Test func `a refusal is not covered up with an old list`() async throws {
        let scene = Scene()
        let cache = scene.cache
        _ = try await cache.list(for: shop)
        let refusal = GatewayError.refused(GatewayRefusal(category: .credential, logText: "Invalid API Key"))
        scene.fail(refusal)
        scene.wait(700)
        await #expect(throws: refusal) { try await cache.list(for: shop) }
    }

    @Test func `a shop with another account sees another list at once, and never the old one again`() async throws {
        let scene = Scene()
        let cache = scene.cache
        _ = try await cache.list(for: shop)
        let other = PaymentChannels.Account(tenant: TenantID(1), name: "b")
        #expect(try await cache.list(for: other).channels.map(\.code) == ["V2"])
        scene.fail(.unavailable("down"))
        await #expect(throws: GatewayError.unavailable("down")) { try await cache.list(for: shop) }
    }

    @Test func `a hundred customers at once make one call`() async throws {
        let crowd = Crowd()
        let (gate, opener) = AsyncStream<Void>.makeStream()
        let cache = PaymentChannels { _ in
            crowd.calls.withLock { $0 += 1 }
            // The provider takes until all customers are there.
            for await _ in gate {}
            return []
        }
        let lists = try await withThrowingTaskGroup(of: ChannelList.self) { group in
            for _ in 0..<100 {
                group.addTask {
                    if crowd.isLastOfHundred() { opener.finish() }
                    return try await cache.list(for: .init(tenant: TenantID(1), name: "a"))
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(lists.count == 100)
        #expect(crowd.calls.withLock { $0 } == 1)
    }

    private final class Crowd: Sendable {
        let calls = Mutex(0)
        private let arrived = Mutex(0)

        func isLastOfHundred() -> Bool {
            arrived.withLock {
                $0 += 1
                return $0 == 100
            }
        }
    }
}
