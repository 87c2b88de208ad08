public import FoundationEssentials
public import TokoCore

/// Something each shop does by the clock. Its due time lives in the shop's database, so a restart forgets nothing, and
/// of many nodes one does it.
public struct Schedule: Sendable {
    /// As the shop's table knows it; part of the contract between versions.
    public let name: String
    /// Between two runs, unless a run says otherwise.
    public let every: Duration
    /// Longer than a run may last: after that another node takes over.
    public let claim: Duration
    /// Works in one shop.
    /// - Returns: when there is something to do again; nil: after ``every``.
    public let run: @Sendable (TenantID, Date) async throws -> Date?

    public init(
        name: String, every: Duration, claim: Duration = .seconds(300),
        run: @escaping @Sendable (TenantID, Date) async throws -> Date?
    ) {
        self.name = name
        self.every = every
        self.claim = claim
        self.run = run
    }
}
