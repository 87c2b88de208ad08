public import FoundationEssentials
import Logging
public import Postgres
public import Tenancy
import TokoCore
public import WebClient

/// Where parcels are: asked of the source that the shop prefers, and of the other one when the first has no key, does not
/// know the courier, or is down.
public struct Tracking: Sendable {
    /// The sources for which the shop has keys.
    public typealias Sources = @Sendable (TenantDatabase) async throws -> [TrackingSource: any TrackingProvider]

    private let sources: Sources

    public init(sources: @escaping Sources) { self.sources = sources }

    public init(secrets: ProviderSecrets, addresses: ProviderAddresses, transport: WebTransport) {
        self.init { database in
            var sources: [TrackingSource: any TrackingProvider] = [:]
            let tenant = database.tenant
            if let key = try await secrets.secret(.binderbyte, "api_key", of: tenant), !key.isEmpty {
                sources[.binderbyte] = BinderByteTracking(
                    key: key, baseURL: addresses.binderbyte ?? BinderByteTracking.productionURL, transport: transport)
            }
            if let key = try await secrets.secret(.komerce, "shipping_cost_key", of: tenant), !key.isEmpty {
                let plan = try await ShopSettingsRepository(database).load().rates.callsPerDay
                sources[.komerce] = KomerceWaybill(
                    key: key, baseURL: addresses.komerce ?? KomerceRates.productionURL, transport: transport
                ) { now in
                    CallBudget(database, product: .cost, callsPerDay: max(1, plan / 2), clock: { now })
                }
            }
            return sources
        }
    }

    /// - Throws: `DatabaseError`, what reading the keys throws, `CancellationError`. No news is not an error.
    public func track(
        courier: String, waybill: String, recipientPhone: String, preferring first: TrackingSource,
        in database: TenantDatabase, at now: Date
    ) async throws -> TrackingOutcome {
        let known = try await sources(database)
        let health = ProviderHealthRepository(database)
        let order = [first, first.other].filter { CourierCodes.code(of: courier, at: $0) != nil }
        guard !order.isEmpty else { return .noNews(.noCourier) }
        var outcome = TrackingOutcome.noNews(.noKey)
        for source in order {
            guard let provider = known[source] else { continue }
            guard try await health.mayTry(source.provider, at: now) else {
                outcome = .noNews(.resting)
                continue
            }
            let answer = await Self.answer {
                () async throws(TrackingError) in
                try await provider.track(
                    courier: courier, waybill: waybill, recipientPhone: recipientPhone, at: now)
            }
            // A question that was cut short says nothing of the provider.
            try Task.checkCancellation()
            switch answer {
            case .success(let parcel):
                try await health.succeeded(source.provider, at: now)
                return .parcel(parcel)
            case .failure(let error):
                Logger.current.info(
                    "parcel not tracked",
                    metadata: ["tenant": "\(database.tenant)", "source": "\(source)", "why": "\(error)"])
                switch error {
                case .unknownWaybill, .impossibleWaybill:
                    try await health.succeeded(source.provider, at: now)
                    return .unknown(isImpossible: error == .impossibleWaybill)
                case .noCourier:
                    outcome = .noNews(.noCourier)
                case .refusedKey(let reason):
                    try await health.failed(source.provider, reason: reason, isRefusal: true, at: now)
                    outcome = .noNews(.refused)
                case .quota(let reason):
                    // Checkouts use Komerce's plan too, and keep a count of their own.
                    try await health.failed(
                        source.provider, reason: "kuota habis: \(reason)", isRefusal: false, at: now,
                        retryAfter: source == .binderbyte ? 6 * 3_600 : nil)
                    outcome = .noNews(.quota)
                case .spent:
                    outcome = .noNews(.quota)
                case .unavailable(let reason):
                    try await health.failed(source.provider, reason: reason, isRefusal: false, at: now)
                    outcome = .noNews(.down)
                }
            }
        }
        return outcome
    }

    private static func answer(
        _ question: () async throws(TrackingError) -> TrackedParcel
    ) async -> Result<TrackedParcel, TrackingError> {
        do throws(TrackingError) {
            return .success(try await question())
        } catch {
            return .failure(error)
        }
    }
}

/// What became of a question.
public enum TrackingOutcome: Hashable, Sendable {
    case parcel(TrackedParcel)
    /// - isImpossible: the provider says that it cannot be a number of this courier.
    case unknown(isImpossible: Bool)
    case noNews(Reason)

    /// As kept with the shipment.
    public enum Reason: String, CaseIterable, Sendable {
        case noCourier = "no_courier"
        case noKey = "no_key"
        case refused, quota, down
        /// Nobody was asked: the provider has failed too often lately.
        case resting
    }
}
