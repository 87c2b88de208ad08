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
    private let gate: TrackingGate

    public init(gate: TrackingGate = .open, sources: @escaping Sources) {
        self.sources = sources
        self.gate = gate
    }

    public init(
        secrets: ProviderSecrets, addresses: ProviderAddresses, transport: WebTransport, gate: TrackingGate
    ) {
        self.init(gate: gate) { database in
            var sources: [TrackingSource: any TrackingProvider] = [:]
            let tenant = database.tenant
            if let key = try await secrets.secret(.binderbyte, "api_key", of: tenant), !key.isEmpty {
                sources[.binderbyte] = BinderByteTracking(
                    key: key, baseURL: addresses.binderbyte ?? BinderByteTracking.productionURL, transport: transport)
            }
            if let key = try await secrets.secret(.komerce, "shipping_cost_key", of: tenant), !key.isEmpty {
                sources[.komerce] = KomerceWaybill(
                    key: key, baseURL: addresses.komerce ?? KomerceRates.productionURL, transport: transport)
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
        let order = [first, first.other].filter { CourierCodes.code(of: courier, at: $0) != nil }
        guard !order.isEmpty else { return .noNews(.noCourier) }
        var outcome = TrackingOutcome.noNews(.noKey)
        for source in order {
            guard let provider = known[source] else { continue }
            guard try await gate.mayTry(database, source.provider, now) else {
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
                try await gate.worked(database, source.provider, now)
                return .parcel(parcel)
            case .failure(let error):
                Logger.current.info(
                    "parcel not tracked",
                    metadata: ["tenant": "\(database.tenant)", "source": "\(source)", "why": "\(error)"])
                switch error {
                case .unknownWaybill, .impossibleWaybill:
                    try await gate.worked(database, source.provider, now)
                    return .unknown(isImpossible: error == .impossibleWaybill)
                case .noCourier:
                    outcome = .noNews(.noCourier)
                case .refusedKey(let reason):
                    try await gate.failed(database, source.provider, .init(reason, isRefusal: true), now)
                    outcome = .noNews(.refused)
                case .quota(let reason):
                    let rest = TrackingGate.Failure("kuota habis: \(reason)", rest: .seconds(6 * 3_600))
                    try await gate.failed(database, source.provider, rest, now)
                    outcome = .noNews(.quota)
                case .unavailable(let reason):
                    try await gate.failed(database, source.provider, .init(reason), now)
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

/// The shop's circuit breakers, asked before and told after each question.
public struct TrackingGate: Sendable {
    public struct Failure: Hashable, Sendable {
        public let reason: String
        public let isRefusal: Bool
        /// What the provider wants to be left alone for.
        public let rest: Duration?

        public init(_ reason: String, isRefusal: Bool = false, rest: Duration? = nil) {
            self.reason = reason
            self.isRefusal = isRefusal
            self.rest = rest
        }
    }

    let mayTry: @Sendable (TenantDatabase, Provider, Date) async throws -> Bool
    let worked: @Sendable (TenantDatabase, Provider, Date) async throws -> Void
    let failed: @Sendable (TenantDatabase, Provider, Failure, Date) async throws -> Void

    public init(
        mayTry: @escaping @Sendable (TenantDatabase, Provider, Date) async throws -> Bool,
        worked: @escaping @Sendable (TenantDatabase, Provider, Date) async throws -> Void,
        failed: @escaping @Sendable (TenantDatabase, Provider, Failure, Date) async throws -> Void
    ) {
        self.mayTry = mayTry
        self.worked = worked
        self.failed = failed
    }

    /// Asks always and remembers nothing.
    public static let open = TrackingGate(
        mayTry: { _, _, _ in true }, worked: { _, _, _ in }, failed: { _, _, _, _ in })
}
