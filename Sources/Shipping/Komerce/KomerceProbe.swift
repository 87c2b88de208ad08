import FoundationEssentials
public import Postgres
public import Tenancy
public import TokoCore
public import WebClient

/// Searches one place with each of Komerce's keys that the shop has. Every search counts as a call of the plan.
public struct KomerceProbe: ProviderProbe {
    public typealias Key = @Sendable (TenantID, RateProduct) async throws -> String?
    public typealias Shops = @Sendable (TenantID) -> TenantDatabase?

    public var provider: Provider { .komerce }

    private let key: Key
    private let shops: Shops
    private let costURL: String
    private let deliveryURL: String
    private let transport: WebTransport

    /// - Parameter shops: the shop's database, where its calls are counted; nil leaves the call uncounted.
    public init(
        key: @escaping Key, shops: @escaping Shops, costURL: String, deliveryURL: String, transport: WebTransport
    ) {
        self.key = key
        self.shops = shops
        self.costURL = costURL
        self.deliveryURL = deliveryURL
        self.transport = transport
    }

    public init(
        secrets: ProviderSecrets, addresses: ProviderAddresses, transport: WebTransport, shops: @escaping Shops
    ) {
        self.init(
            key: { tenant, product in
                try await secrets.secret(
                    .komerce, product == .cost ? "shipping_cost_key" : "shipping_delivery_key", of: tenant)
            }, shops: shops, costURL: addresses.komerce ?? KomerceRates.productionURL,
            deliveryURL: addresses.komerceDelivery ?? KomerceDeliveryRates.productionURL, transport: transport)
    }

    public func probe(_ tenant: TenantID) async -> ProbeResult {
        var results: [ProbeResult] = []
        for product in RateProduct.allCases {
            if let result = await probe(tenant, product) { results.append(result) }
        }
        guard let worst = results.min(by: { Self.rank($0.verdict) < Self.rank($1.verdict) }) else {
            return ProbeResult(.notSetUp, "shipping_cost_key dan shipping_delivery_key belum diisi")
        }
        return ProbeResult(worst.verdict, results.map(\.detail).joined(separator: "; "))
    }

    /// Nil when the shop has no key of this product.
    private func probe(_ tenant: TenantID, _ product: RateProduct) async -> ProbeResult? {
        let name = product == .cost ? "Shipping Cost" : "Shipping Delivery"
        do {
            guard let key = try await key(tenant, product), !key.isEmpty else { return nil }
            // A test that somebody asks for is counted, not refused.
            let budget = shops(tenant).map { CallBudget($0, product: product, callsPerDay: .max) }
            let found: Bool
            switch product {
            case .cost:
                let client = KomerceClient(key: key, baseURL: costURL, transport: transport, budget: budget)
                found = try await !client.search("10310", limit: 1, offset: 0).isEmpty
            case .delivery:
                let client = KomerceDeliveryClient(
                    key: key, baseURL: deliveryURL, transport: transport, budget: budget)
                found = try await !client.search("10310").isEmpty
            }
            return found
                ? ProbeResult(.works, "\(name): kunci berlaku")
                : ProbeResult(.unreachable, "\(name): kunci diterima, tetapi Menteng (10310) tidak ditemukan")
        } catch let error as RateError {
            return Self.words(error, name)
        } catch {
            return ProbeResult(.unreachable, "\(name): kunci atau catatan toko tidak dapat dibaca")
        }
    }

    private static func words(_ error: RateError, _ name: String) -> ProbeResult {
        switch error {
        case .refusedKey: ProbeResult(.refused, "\(name): Komerce menolak kuncinya")
        case .quotaExhausted: ProbeResult(.incomplete, "\(name): jatah panggilan hari ini habis")
        case .unavailable(let reason): ProbeResult(.unreachable, "\(name): tidak menjawab dengan benar: \(reason)")
        case .noCourier, .unknownDestination, .unknownOrigin, .misconfigured:
            ProbeResult(.unreachable, "\(name): menjawab hal lain dari yang ditanyakan")
        }
    }

    private static func rank(_ verdict: ProbeResult.Verdict) -> Int {
        switch verdict {
        case .refused: 0
        case .unreachable: 1
        case .incomplete: 2
        case .notSetUp: 3
        case .works: 4
        }
    }
}
