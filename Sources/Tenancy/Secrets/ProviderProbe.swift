public import TokoCore

/// Tries one provider with a shop's keys by a harmless real call: for `tokoku secret test` and the owner's button.
public protocol ProviderProbe: Sendable {
    var provider: Provider { get }
    func probe(_ tenant: TenantID) async -> ProbeResult
}

/// What a provider answered.
public struct ProbeResult: Hashable, Sendable {
    public enum Verdict: String, CaseIterable, Sendable {
        /// The keys work.
        case works
        /// Not all of its fields are set.
        case notSetUp = "not_set_up"
        /// The provider knows the keys no more, or never did.
        case refused
        /// The keys work, and something of the account is missing: a scope, an address on a list, a template.
        case incomplete
        /// No answer, or one that makes no sense: says nothing of the keys.
        case unreachable
    }

    public let verdict: Verdict
    /// Facts and the provider's own words, one line, without keys: `8 channels active`, `Invalid API Key`.
    public let detail: String

    public init(_ verdict: Verdict, _ detail: String) {
        self.verdict = verdict
        self.detail = detail
    }
}
