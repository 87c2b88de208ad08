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

    /// Whose list it is: a shop that changes its account must not see the old one's.
    public struct Account: Hashable, Sendable {
        public let tenant: TenantID
        /// Tells the shop's accounts apart.
        public let name: String

        public init(tenant: TenantID, name: String) {
            self.tenant = tenant
            self.name = name
        }
    }

    private struct Entry {
        let account: Account
        let channels: [PaymentChannel]
        let fetchedAt: Date
        var nextTry: Date
    }

    private let fetch: @Sendable (TenantID) async throws -> [PaymentChannel]
    private let now: @Sendable () -> Date
    private var entries: [TenantID: Entry] = [:]
    private var inFlight: [Account: Task<[PaymentChannel], any Error>] = [:]

    /// - Parameter now: the clock; tests bring their own.
    public init(
        now: @escaping @Sendable () -> Date = { Date() },
        fetch: @escaping @Sendable (TenantID) async throws -> [PaymentChannel]
    ) {
        self.now = now
        self.fetch = fetch
    }

    /// - Throws: what `fetch` throws, when nothing usable is known: ``GatewayError`` or ``PaymentSetupError``.
    public func list(for account: Account) async throws -> ChannelList {
        if let entry = entry(account), now() < entry.nextTry { return list(entry) }
        do {
            return list(try await refresh(account))
        } catch GatewayError.unavailable(let reason) {
            guard var entry = entry(account), now() < entry.fetchedAt + Self.keptFor else {
                throw GatewayError.unavailable(reason)
            }
            entry.nextTry = now() + Self.retryAfter
            entries[account.tenant] = entry
            return list(entry)
        }
    }

    private func refresh(_ account: Account) async throws -> Entry {
        // A task of its own, so that one impatient customer who leaves does not end the call the others wait for.
        let running = inFlight[account] ?? Task { [fetch] in try await fetch(account.tenant) }
        inFlight[account] = running
        defer { if inFlight[account] == running { inFlight[account] = nil } }
        let channels = try await running.value
        let time = now()
        let entry = Entry(
            account: account, channels: channels, fetchedAt: time, nextTry: time + Self.freshFor)
        entries[account.tenant] = entry
        return entry
    }

    private func entry(_ account: Account) -> Entry? {
        guard let entry = entries[account.tenant], entry.account == account else { return nil }
        return entry
    }

    private func list(_ entry: Entry) -> ChannelList {
        ChannelList(
            channels: entry.channels, fetchedAt: entry.fetchedAt, isStale: now() >= entry.fetchedAt + Self.freshFor)
    }
}
