public import FoundationEssentials
public import TokoCore

/// A shop's channels and how old the knowledge is.
public struct ChannelList: Sendable {
    public let channels: [PaymentChannel]
    public let fetchedAt: Date
    /// The provider could not be asked again when it was due: limits and fees may have changed since.
    public let isStale: Bool
}

/// Every shop's channels, kept for ten minutes; while the provider is down, the last known ones for up to a day.
///
/// Many who ask at once for one shop share one call.
public actor PaymentChannels {
    static let freshFor: TimeInterval = 600
    static let keptFor: TimeInterval = 86_400
    /// After a failed refresh, so that not every page waits for a provider that is down.
    static let retryAfter: TimeInterval = 30

    private struct Entry {
        var channels: [PaymentChannel]
        var fetchedAt: Date
        var nextTry: Date
    }

    private let fetch: @Sendable (TenantID) async throws -> [PaymentChannel]
    private let now: @Sendable () -> Date
    private var entries: [TenantID: Entry] = [:]
    private var inFlight: [TenantID: Task<[PaymentChannel], any Error>] = [:]

    /// - Parameter now: the clock; tests bring their own.
    public init(
        now: @escaping @Sendable () -> Date = { Date() },
        fetch: @escaping @Sendable (TenantID) async throws -> [PaymentChannel]
    ) {
        self.now = now
        self.fetch = fetch
    }

    /// - Throws: what `fetch` throws, when nothing usable is known: ``GatewayError`` or ``PaymentSetupError``.
    public func list(for tenant: TenantID) async throws -> ChannelList {
        if let entry = entries[tenant], now() < entry.nextTry { return list(entry) }
        do {
            let channels = try await refresh(tenant)
            return ChannelList(channels: channels, fetchedAt: entries[tenant]?.fetchedAt ?? now(), isStale: false)
        } catch GatewayError.unavailable(let reason) {
            guard var entry = entries[tenant], now() < entry.fetchedAt + Self.keptFor else {
                entries[tenant] = nil
                throw GatewayError.unavailable(reason)
            }
            entry.nextTry = now() + Self.retryAfter
            entries[tenant] = entry
            return list(entry)
        }
    }

    /// After the shop's keys changed.
    public func forget(_ tenant: TenantID) { entries[tenant] = nil }

    private func refresh(_ tenant: TenantID) async throws -> [PaymentChannel] {
        if let running = inFlight[tenant] { return try await running.value }
        // A task of its own, so that one impatient customer who leaves does not end the call the others wait for.
        let running = Task { [fetch] in try await fetch(tenant) }
        inFlight[tenant] = running
        defer { inFlight[tenant] = nil }
        let channels = try await running.value
        entries[tenant] = Entry(channels: channels, fetchedAt: now(), nextTry: now() + Self.freshFor)
        return channels
    }

    private func list(_ entry: Entry) -> ChannelList {
        ChannelList(
            channels: entry.channels, fetchedAt: entry.fetchedAt, isStale: now() >= entry.fetchedAt + Self.freshFor)
    }
}
