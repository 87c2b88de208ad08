import FoundationEssentials
import Postgres
import Tenancy
import TokoCore
import WebClient

/// Whichever of Komerce's products a shop has chosen, with the key of that one.
struct KomerceProducts: RateProvider {
    let secrets: ProviderSecrets
    let addresses: ProviderAddresses
    let transport: WebTransport
    let database: TenantDatabase
    let clock: @Sendable () -> Date

    func rates(for parcel: Parcel) async throws -> [ShippingRate] {
        let product = parcel.choices.product
        let budget = CallBudget(
            database, product: product, callsPerDay: parcel.choices.callsPerDay, clock: clock)
        switch product {
        case .cost:
            return try await KomerceRates(
                key: try await key("shipping_cost_key"), baseURL: addresses.komerce ?? KomerceRates.productionURL,
                transport: transport, database: database, budget: budget
            ).rates(for: parcel)
        case .delivery:
            return try await KomerceDeliveryRates(
                key: try await key("shipping_delivery_key"),
                baseURL: addresses.komerceDelivery ?? KomerceDeliveryRates.productionURL, transport: transport,
                database: database, budget: budget
            ).rates(for: parcel)
        }
    }

    private func key(_ name: String) async throws -> String {
        guard let key = try await secrets.secret(.komerce, name, of: database.tenant), !key.isEmpty else {
            throw RateError.misconfigured("\(name) of komerce is missing")
        }
        return key
    }
}
