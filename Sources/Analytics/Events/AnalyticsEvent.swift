public import FoundationEssentials
public import Jobs
public import TokoCore

/// Something that happened in a shop, to somebody who agreed to be counted.
public struct AnalyticsEvent: Hashable, Sendable {
    /// As the Segment V2 spec writes it: `Order Completed`.
    public let name: String
    /// What it happened to, unique in the shop: with shop and name it makes the event's identity.
    public let subject: String
    /// The visitor's anonymous id: never a name, an address or a number of a person.
    public let visitor: String
    /// When it happened, the same however often it is told.
    public let at: Date
    /// Without names that begin with `$`, which are PostHog's own.
    public let properties: [String: EventValue]

    public init(name: String, subject: String, visitor: String, at: Date, properties: [String: EventValue]) {
        self.name = name
        self.subject = subject
        self.visitor = visitor
        self.at = at
        self.properties = properties
    }
}

/// Knows what a job of the analytics lane is about.
public protocol EventWriter: Sendable {
    /// The events of these jobs by the job's id, read together. A job that is missing has nothing to tell any more.
    func events(for jobs: [Job], of tenant: TenantID) async throws -> [Int64: AnalyticsEvent]
}
