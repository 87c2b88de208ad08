public import TokoCore

/// What one courier asks for one parcel by one of its services. As JSON it is kept with quotes, so the names below stay.
public struct ShippingRate: Hashable, Sendable, Codable {
    /// `jne`
    public let courierCode: String
    public let courierName: String
    /// The courier's own word, such as `REG` or `JTR<130`: unique for a courier in one quote; escape it in pages.
    public let service: String
    public let description: String
    public let cost: Money
    /// `2-3 hari`, or nothing when the courier promises nothing.
    public let estimate: String

    public init(
        courierCode: String, courierName: String, service: String, description: String, cost: Money, estimate: String
    ) {
        self.courierCode = courierCode
        self.courierName = courierName
        self.service = service
        self.description = description
        self.cost = cost
        self.estimate = estimate
    }

    /// Whether it is the shop's own tariff, for which nobody was asked.
    public var isOwn: Bool { CourierCodes.isOwn(courierCode) }

    /// Whether the goods are fetched at the shop.
    public var isPickup: Bool { courierCode == CourierNames.pickup.code }

    enum CodingKeys: String, CodingKey {
        case service, description, estimate
        case courierCode = "courier_code"
        case courierName = "courier_name"
        case cost = "cost_rupiah"
    }
}
