public import TokoCore

/// What a customer wants to buy, at today's prices and stock.
public struct Cart: Sendable {
    public let id: CartID?
    public let lines: [CartLine]
    /// The sum of all lines that can be bought.
    public let subtotal: Money
    public let weight: Weight

    public static let empty = Cart(id: nil, lines: [], subtotal: .zero, weight: .zero)

    /// - Throws: ``MoneyError``, ``WeightError`` when the cart is beyond what a parcel or a bill can be.
    init(id: CartID?, lines: [CartLine]) throws {
        self.id = id
        self.lines = lines
        var subtotal = Money.zero
        var weight = Weight.zero
        for line in lines where line.problem == nil {
            subtotal = try subtotal + line.total
            weight = try weight + line.weight * line.quantity
        }
        self.subtotal = subtotal
        self.weight = weight
    }

    private init(id: CartID?, lines: [CartLine], subtotal: Money, weight: Weight) {
        self.id = id
        self.lines = lines
        self.subtotal = subtotal
        self.weight = weight
    }

    public var pieces: Int64 { lines.reduce(0) { $0 + $1.quantity.pieces } }
    public var isEmpty: Bool { lines.isEmpty }
    /// Every line can be bought as it stands.
    public var isReady: Bool { !lines.isEmpty && lines.allSatisfy { $0.problem == nil } }
}

public struct CartLine: Sendable {
    public let variant: VariantID
    public let productSlug: String
    public let productName: String
    public let optionValues: [String]
    public let sku: String
    /// The picture's file name in the shop's media.
    public let image: String?
    public let imageAlt: String
    /// What a piece costs now.
    public let price: Money
    /// What it cost when the customer last saw it here.
    public let priceSeen: Money
    public let quantity: Quantity
    public let weight: Weight
    /// Pieces that can be had now.
    public let available: Int64
    public let isSold: Bool
    public let total: Money

    /// Why the line cannot be bought as it stands.
    public var problem: CartProblem? {
        if !isSold { return .notSold }
        if available <= 0 { return .soldOut }
        if available < quantity.pieces { return .onlyLeft(available) }
        return nil
    }

    public var priceChanged: Bool { price != priceSeen }
}

public enum CartProblem: Hashable, Sendable {
    /// The product or the variant is no longer offered.
    case notSold
    case soldOut
    case onlyLeft(Int64)
}

public enum CartError: Error, Equatable, Sendable {
    /// No such variant is offered.
    case notSold
    case soldOut
    /// More was asked than there is; `inCart` of them the cart holds already.
    case onlyLeft(Int64, inCart: Int64)
    /// ``CartService/mostLines`` different things are in the cart.
    case full
}
