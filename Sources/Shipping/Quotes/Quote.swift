public import FoundationEssentials
public import TokoCore

/// What couriers asked for one parcel, kept for as long as the shop stands by it.
public struct Quote: Hashable, Sendable {
    public let id: QuoteID
    public let basis: QuoteBasis
    /// Cheapest first; fetching the goods at the shop comes last.
    public let rates: [ShippingRate]
    public let weight: Weight
    public let expiresAt: Date
    /// Why only the shop's own tariffs are in it; nil when the couriers' are too, and in a quote that was kept.
    public let missing: RateError?

    /// The rate a customer chose from it.
    public func rate(courier: String, service: String) -> ShippingRate? {
        rates.first { $0.courierCode == courier && $0.service == service }
    }
}
