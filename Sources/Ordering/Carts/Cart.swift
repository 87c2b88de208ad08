public import TokoCore

/// What a customer wants to buy, at today's prices and stock.
public struct Cart: Sendable {
    public let id: CartID?
    public let lines: [CartLine]
    /// The sum of all lines that can be bought; of those that come first, should all be more than a bill can say.
    public let subtotal: Money
    public let weight: Weight
    /// All of it is within what a bill and a parcel can be.
    public let isWithinBounds: Bool

    public static let empty = Cart(id: nil, lines: [])

    init(id: CartID?, lines: [CartLine]) {
        self.id = id
        self.lines = lines
        var sum = CartSum()
        for line in lines where line.problem == nil { sum.add(line.price, line.weight, line.quantity) }
        subtotal = sum.money
        weight = sum.weight
        isWithinBounds = sum.isWithinBounds
    }

    public var pieces: Int64 { lines.reduce(0) { $0 + $1.quantity.pieces } }
    public var isEmpty: Bool { lines.isEmpty }
    /// Every line can be bought as it stands.
    public var isReady: Bool { !lines.isEmpty && isWithinBounds && lines.allSatisfy { $0.problem == nil } }
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
    /// Pieces that can be had now, by stock and by what one line can be (``CartSum/most(of:weighing:)``).
    public let available: Int64
    public let isSold: Bool
    /// Zero when more was put in than one line can be: ``problem`` says so.
    public let total: Money

    init(
        variant: VariantID, productSlug: String, productName: String, optionValues: [String], sku: String,
        image: String?, imageAlt: String, price: Money, priceSeen: Money, quantity: Quantity, weight: Weight,
        available: Int64, isSold: Bool
    ) {
        self.variant = variant
        self.productSlug = productSlug
        self.productName = productName
        self.optionValues = optionValues
        self.sku = sku
        self.image = image
        self.imageAlt = imageAlt
        self.price = price
        self.priceSeen = priceSeen
        self.quantity = quantity
        self.weight = weight
        self.available = min(available, CartSum.most(of: price, weighing: weight))
        self.isSold = isSold
        var sum = CartSum()
        sum.add(price, weight, quantity)
        total = sum.money
    }

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
    /// ``CartService/mostLines`` different things are in the cart, or no bill or parcel could hold all of it.
    case full
}
