public import FoundationEssentials
import Postgres

/// How a provider fares with one shop's account: what the owner is told, and whether it is worth asking.
public struct ProviderHealth: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        case ok
        /// Failed just now; still asked.
        case unsteady
        /// Failed several times in a row: asked again only now and then.
        case down
        /// Does not take the shop's keys: somebody must act.
        case refused
    }

    public let provider: Provider
    public let state: State
    /// The provider's own words or what happened, one line, without keys; empty when all is well.
    public let reason: String
    /// Since when it is so.
    public let since: Date
    /// In a row.
    public let failures: Int64
    /// Not asked before; nil: any time.
    public let retryAt: Date?
    /// When it was last seen to work; within the hour.
    public let workedAt: Date?

    public var isTrouble: Bool { state == .down || state == .refused }
}

extension ProviderHealth {
    /// A row of ``HealthSQL/list``; nil for a provider that this version does not know.
    init?(row: Row) throws {
        guard let provider = Provider(rawValue: try row.text("provider")),
            let state = State(rawValue: try row.text("state"))
        else { return nil }
        self.init(
            provider: provider, state: state, reason: try row.text("reason"), since: try row.date("since"),
            failures: try row.int("failures"), retryAt: try row.dateOrNil("retry_at"),
            workedAt: try row.dateOrNil("worked_at"))
    }
}
