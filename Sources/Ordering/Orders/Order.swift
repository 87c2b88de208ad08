public import FoundationEssentials
public import Shipping
public import TokoCore

/// An order as it was placed, and where it stands.
public struct Order: Sendable {
    public let id: OrderID
    public let code: OrderCode
    public let customer: CustomerID
    public let state: OrderState
    public let attention: OrderAttention?
    public let placedAt: Date
    public let customerName: String
    public let customerEmail: String
    public let destination: OrderDestination
    public let courier: OrderCourier
    public let weight: Weight
    public let subtotal: Money
    public let shipping: Money
    public let total: Money
    public let note: String
}

/// The address as it was when the order was placed: a later edit of the address book changes no parcel.
public struct OrderDestination: Sendable {
    public let recipient: String
    public let phone: String
    public let street: String
    public let villageCode: String
    public let village: String
    public let district: String
    public let regency: String
    public let province: String
    public let postalCode: String
}

public struct OrderCourier: Sendable {
    public let code: String
    public let name: String
    public let service: String
    /// `2-3 hari`, or empty when the courier does not say.
    public let estimate: String
}

public struct OrderLine: Sendable {
    public let variant: VariantID?
    public let productSlug: String
    public let sku: String
    public let name: String
    public let optionValues: [String]
    /// The picture's file name in the shop's media, as it was.
    public let image: String?
    public let price: Money
    public let quantity: Quantity
    public let weight: Weight
    public let total: Money
}

public struct OrderEvent: Sendable {
    public let from: OrderState?
    public let to: OrderState
    public let actor: String
    public let reason: String
    public let at: Date
}

public struct Shipment: Sendable {
    public let courierCode: String
    public let courierName: String
    public let waybill: String
    public let shippedAt: Date
    public let track: TrackState
    /// What the courier told last, newest first.
    public let history: [TrackedStep]
    /// When it told that.
    public let trackedAt: Date?
    /// When it was last asked.
    public let triedAt: Date?
    /// Why the last question had no answer: `unknown`, or a ``TrackingOutcome/Reason``.
    public let problem: String?
    public let deliveredAt: Date?

    /// Whether the shop itself brings it, or the customer fetches it: then the waybill is only the order's code.
    public var isOwn: Bool { CourierCodes.isOwn(courierCode) }
}

/// An order with all that belongs to it, newest payment last.
public struct OrderDetail: Sendable {
    public let order: Order
    public let lines: [OrderLine]
    public let events: [OrderEvent]
    public let payments: [Payment]
    public let shipment: Shipment?

    /// The payment the customer deals with: the paid one, else the newest.
    public var payment: Payment? { payments.last { $0.state == .paid } ?? payments.last }
}

/// A line of a list of orders.
public struct OrderSummary: Sendable {
    public let code: OrderCode
    public let state: OrderState
    public let attention: OrderAttention?
    public let placedAt: Date
    public let customerName: String
    public let recipient: String
    public let regency: String
    public let total: Money
    public let pieces: Int64
    public let firstLine: String
    public let image: String?
    public let waybill: String?
}
