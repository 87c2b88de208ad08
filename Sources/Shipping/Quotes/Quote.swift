public import FoundationEssentials
public import TokoCore

/// What couriers asked for one parcel, kept for as long as the shop stands by it.
public struct Quote: Hashable, Sendable {
    public let id: QuoteID
    public let basis: QuoteBasis
    /// Cheapest first.
    public let rates: [ShippingRate]
    public let weight: Weight
    public let expiresAt: Date

    /// The rate a customer chose from it.
    public func rate(courier: String, service: String) -> ShippingRate? {
        rates.first { $0.courierCode == courier && $0.service == service }
    }
}
