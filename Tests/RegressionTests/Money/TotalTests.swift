import Foundation
import Testing
import TokoCore

@testable import Ordering
@testable import Payments

@Suite struct TotalTests {
    /// The cart's sum, the order's total and what the provider is asked for are one number.
    @Test func `on 2,000 carts the lines, the total and the bill are one number`() throws {
        var random = SplitMix(state: 20_260_212)
        let code = OrderCode.random()
        for _ in 0..<2_000 {
            let lines = try (1...Int.random(in: 1...12, using: &random)).map { number in
                try Self.line(number, &random)
            }
            let expected = lines.reduce(Int64(0)) { $0 + $1.price.rupiah * $1.quantity.pieces }
            let cart = Cart(id: nil, lines: lines)
            #expect(cart.subtotal.rupiah == expected)
            #expect(lines.map(\.total.rupiah) == lines.map { $0.price.rupiah * $0.quantity.pieces })

            let shipping = try Money(rupiah: .random(in: 0...500_000, using: &random))
            let total = try cart.subtotal + shipping
            let bill = BillRequest(
                order: code, attempt: 1, channel: "BNIVA", amount: total,
                customer: .init(name: "Siti", email: "siti@example.test", phone: "081234567890"),
                lines: lines.map { .init(name: $0.productName, sku: $0.sku, price: $0.price, quantity: $0.quantity) },
                shipping: shipping, callbackURL: "", returnURL: "", window: 60, now: Date(timeIntervalSince1970: 0))
            let items = TriPayCreateJSON.items(of: bill)
            #expect(items.count == lines.count + (shipping > .zero ? 1 : 0))
            #expect(items.reduce(0) { $0 + $1.price * $1.quantity } == total.rupiah)
        }
    }

    /// 10 times 300 g are 3 kg, whatever the line weighs alone.
    @Test func `a parcel weighs every piece of every line`() throws {
        var random = SplitMix(state: 7)
        for _ in 0..<2_000 {
            let lines = try (1...Int.random(in: 1...12, using: &random)).map { try Self.line($0, &random) }
            let expected = lines.reduce(Int64(0)) { $0 + $1.weight.grams * $1.quantity.pieces }
            #expect(Cart(id: nil, lines: lines).weight.grams == expected)
        }
    }

    /// Money and grams stay in their ranges: 12 lines of at most 999 pieces.
    private static func line(_ number: Int, _ random: inout SplitMix) throws -> CartLine {
        let price = try Money(rupiah: .random(in: 1...50_000_000, using: &random))
        let quantity = try Quantity(pieces: .random(in: 1...999, using: &random))
        return CartLine(
            variant: VariantID(Int64(number)), productSlug: "p-\(number)", productName: "Produk \(number)",
            optionValues: [], sku: "P\(number)", image: nil, imageAlt: "", price: price, priceSeen: price,
            quantity: quantity, weight: try Weight(grams: .random(in: 1...1_000, using: &random)), available: 9_999,
            isSold: true)
    }
}

/// The same numbers in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
        bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
        return bits ^ (bits >> 31)
    }
}
