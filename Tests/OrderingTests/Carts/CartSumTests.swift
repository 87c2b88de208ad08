import Testing
import TokoCore

@testable import Ordering

@Suite struct CartSumTests {
    @Test func `lines that are too much together are not ready, and no sum traps`() throws {
        let line = try CartLine.of(price: Money.upperBound, pieces: 1, grams: 1_000_000)
        let cart = Cart(id: CartID(1), lines: [line, line])
        #expect(!cart.isReady)
        #expect(cart.subtotal.rupiah == Money.upperBound)
        let heavy = try CartLine.of(price: 1, pieces: 999, grams: 1_000_000)
        #expect(!Cart(id: CartID(1), lines: [heavy, heavy]).isReady)
        #expect(Cart(id: CartID(1), lines: [heavy]).isReady)
    }
}

extension CartLine {
    static func of(
        _ variant: VariantID = VariantID(1), price: Int64, pieces: Int64, grams: Int64 = 300, name: String = "Kemeja",
        options: [String] = []
    ) throws -> CartLine {
        let price = try Money(rupiah: price)
        return CartLine(
            variant: variant, productSlug: "kemeja", productName: name, optionValues: options, sku: "KPR", image: nil,
            imageAlt: "", price: price, priceSeen: price, quantity: try Quantity(pieces: pieces),
            weight: try Weight(grams: grams), available: pieces, isSold: true)
    }
}
