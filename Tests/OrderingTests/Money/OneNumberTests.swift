import Accounts
import FoundationEssentials
import Shipping
import Testing
import TokoCore

@testable import Ordering
@testable import Payments

/// Cart, order, the lines that TriPay adds up and the amount it is asked for are one number.
@Suite struct OneNumberTests {
    @Test func `100,000 random carts have one total each`() async throws {
        var dice = Dice(seed: 7_001)
        let shelf = try await withOrdering(gateway: "http://127.0.0.1:1") { shops in
            let buyer = try await shops[0].buyer()
            return (customer: buyer.customer, address: buyer.address)
        }
        let key = try #require(IdempotencyKey("one-number-test-key"))
        for _ in 0..<100_000 {
            let lines = try (0..<Int.random(in: 1...6, using: &dice)).map { number in
                // Mostly what shops ask, and now and then the largest there is.
                let isLarge = Int.random(in: 0..<50, using: &dice) == 0
                let pieces = Int64.random(in: 1...(isLarge ? Quantity.most : 12), using: &dice)
                let most = isLarge ? Money.upperBound / pieces / 7 : 5_000_000
                return try CartLine.of(
                    VariantID(Int64(number) + 1), price: .random(in: 1...most, using: &dice), pieces: pieces,
                    grams: .random(in: 1...5_000, using: &dice))
            }
            let expected = lines.reduce(0) { $0 + $1.price.rupiah * $1.quantity.pieces }
            let cart = Cart(id: CartID(1), lines: lines)
            let cost = try Money(rupiah: .random(in: 0...2_000_000, using: &dice))
            let rate = ShippingRate(
                courierCode: "jne", courierName: "JNE", service: "REG", description: "", cost: cost, estimate: "")
            let request = PlaceOrder(
                key: key, address: shelf.address.id, courier: "jne", service: "REG", channel: "BNIVA", note: "",
                totalShown: try Money(rupiah: expected + cost.rupiah))
            let draft = try OrderDraft(
                request, cart: cart, customer: shelf.customer, address: shelf.address, rates: [rate])
            let bill = BillRequest(
                order: draft.code, attempt: 1, channel: "BNIVA", amount: draft.total,
                customer: .init(name: "Siti", email: "siti@example.test", phone: "081234567890"),
                lines: draft.billLines, shipping: draft.rate.cost, callbackURL: "", returnURL: "", window: 1_440,
                now: Date(timeIntervalSince1970: 1_800_000_000))
            let items = TriPayCreateJSON.items(of: bill)
            let sum = items.reduce(0) { $0 + $1.price * $1.quantity }
            let itemCount = lines.count + (cost > .zero ? 1 : 0)
            guard cart.subtotal.rupiah == expected, draft.subtotal == cart.subtotal,
                draft.total.rupiah == expected + cost.rupiah, bill.amount == draft.total, sum == bill.amount.rupiah,
                items.count == itemCount
            else {
                Issue.record("\(lines.map { ($0.price, $0.quantity) }) and \(cost) are \(sum), not \(expected)")
                return
            }
        }
    }
}
