import Testing
import TokoCore

@testable import Ordering

@Suite struct OrderStateTests {
    /// The whole map, written out a second time: a change of the map has to be meant.
    static let allowed: Set<String> = [
        "pending>paid", "pending>expired", "pending>cancelled", "paid>processing", "paid>cancelled", "paid>refunded",
        "processing>shipped", "processing>cancelled", "processing>refunded", "shipped>delivered", "shipped>refunded",
        "delivered>completed", "delivered>refunded", "completed>refunded", "expired>paid", "cancelled>paid",
        "cancelled>refunded",
    ]

    @Test(arguments: OrderState.allCases, OrderState.allCases)
    func `an order moves only along its map`(from: OrderState, to: OrderState) {
        let isAllowed = Self.allowed.contains("\(from.rawValue)>\(to.rawValue)")
        #expect(from.mayBecome(to) == isAllowed)
        do throws(OrderError) {
            _ = try OrderTransition(OrderID(1), from: from, to: to, by: .system, because: "test")
            #expect(isAllowed)
        } catch {
            #expect(error == .notAllowed(from: from, to: to))
            #expect(!isAllowed)
        }
    }
}
