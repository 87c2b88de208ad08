public import Tenancy
public import TokoCore

/// What is to be sent, from where to where, and which couriers may be asked.
public struct Parcel: Hashable, Sendable {
    public struct Line: Hashable, Sendable {
        public let variant: VariantID
        public let quantity: Quantity

        public init(variant: VariantID, quantity: Quantity) {
            self.variant = variant
            self.quantity = quantity
        }
    }

    /// What lies in it; a quote counts for these lines only.
    public let lines: [Line]
    /// All of it, at least one gram.
    public let weight: Weight
    /// What the goods cost.
    public let value: Money
    /// Nil while the shop has not said where it is: couriers cannot be asked then.
    public let origin: ShippingPlace?
    public let destination: ShippingPlace
    /// Courier codes such as `jne`; none chosen means all that are known.
    public let couriers: [String]
    /// Services not to offer, as the owner wrote them: see ``HiddenServices``.
    public let hiddenServices: [String]
    public let choices: RateChoices

    public init(
        lines: [Line], weight: Weight, value: Money = .zero, origin: ShippingPlace?, destination: ShippingPlace,
        couriers: [String], hiddenServices: [String], choices: RateChoices = RateChoices()
    ) {
        self.lines = lines
        self.weight = weight
        self.value = value
        self.origin = origin
        self.destination = destination
        self.couriers = couriers
        self.hiddenServices = hiddenServices
        self.choices = choices
    }
}
