/// Which of Komerce's two products a shop pays for. Keys, place numbers and units of one mean nothing to the other.
public enum RateProduct: String, CaseIterable, Sendable, Hashable {
    /// RajaOngkir's "Shipping Cost".
    case cost
    /// Komship's "Shipping Delivery".
    case delivery
}

/// What a shop asks for its shipping: whose rates, and what it offers by itself.
public struct RateChoices: Sendable, Hashable {
    public static let callsPerDayRange: ClosedRange<Int64> = 1...1_000_000

    public var product: RateProduct
    /// What the shop's plan allows; Komerce's free one has 100 a day.
    public var callsPerDay: Int64
    public var flatRates: FlatRates
    public var pickup: Pickup

    public init(
        product: RateProduct = .cost, callsPerDay: Int64 = 100, flatRates: FlatRates = FlatRates(),
        pickup: Pickup = Pickup()
    ) {
        self.product = product
        self.callsPerDay = callsPerDay
        self.flatRates = flatRates
        self.pickup = pickup
    }
}

/// Goods fetched at the shop, for nothing.
public struct Pickup: Sendable, Hashable {
    public var isEnabled: Bool
    public var address: String
    /// In the owner's words: `Senin-Sabtu, 09.00-17.00`.
    public var hours: String

    public init(isEnabled: Bool = false, address: String = "", hours: String = "") {
        self.isEnabled = isEnabled
        self.address = address
        self.hours = hours
    }
}

/// `{"enabled": true, "address": "...", "hours": "..."}`; whatever is missing is as in a shop without pickup.
extension Pickup: Codable {
    private enum CodingKeys: String, CodingKey {
        case address, hours
        case isEnabled = "enabled"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            isEnabled: try container.decodeIfPresent(Bool.self, forKey: .isEnabled) ?? false,
            address: try container.decodeIfPresent(String.self, forKey: .address) ?? "",
            hours: try container.decodeIfPresent(String.self, forKey: .hours) ?? "")
    }
}
