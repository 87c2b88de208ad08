import TokoCore

/// Adds up lines without ever leaving what an amount and a weight can be: a price may rise while a thing lies in a
/// cart, and a cart that could not be read could not be emptied either.
struct CartSum {
    /// What ``Weight`` can say.
    private static let mostGrams: Int64 = 1_000_000_000

    private(set) var money = Money.zero
    private(set) var weight = Weight.zero
    /// Every line is in the sums.
    private(set) var isWithinBounds = true

    /// Adds a line, or leaves both sums as they are.
    mutating func add(_ price: Money, _ weight: Weight, _ quantity: Quantity) {
        do {
            let (money, weight) = (try self.money + price * quantity, try self.weight + weight * quantity)
            (self.money, self.weight) = (money, weight)
        } catch {
            isWithinBounds = false
        }
    }

    /// Pieces that one line can be, at least one.
    static func most(of price: Money, weighing weight: Weight) -> Int64 {
        let byMoney = Money.upperBound / max(1, price.rupiah)
        let byWeight = mostGrams / max(1, weight.grams)
        return max(1, min(Quantity.most, byMoney, byWeight))
    }
}
