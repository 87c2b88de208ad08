public import FoundationEssentials

extension ProviderHealthRepository {
    /// What a ``ProviderProbe`` saw just now is the newest there is to know. Keys that work with something missing say
    /// nothing of the provider.
    public func note(_ result: ProbeResult, of provider: Provider, at now: Date) async throws {
        switch result.verdict {
        case .works: try await succeeded(provider, at: now)
        case .refused: try await failed(provider, reason: result.detail, isRefusal: true, at: now)
        case .unreachable: try await failed(provider, reason: result.detail, isRefusal: false, at: now)
        case .notSetUp, .incomplete: break
        }
    }
}
