import Testing
import TokoCore

@testable import Storefront

struct ListingTests {
    @Test(arguments: [
        (1, 1, "1"), (1, 2, "1 2"), (1, 5, "1 2 … 5"), (3, 5, "1 2 3 4 5"), (5, 9, "1 … 4 5 6 … 9"),
        (4, 9, "1 2 3 4 5 … 9"), (100, 100, "1 … 99 100"),
    ])
    func `shows the pages around the current one, and a gap only where two are left out`(
        page: Int64, pages: Int64, shown: String
    ) {
        let numbers = PagerView.shown(page, of: pages).map { $0.map(String.init) ?? "…" }
        #expect(numbers.joined(separator: " ") == shown)
    }

    @Test func `discounts are whole percents rounded down, and only real ones`() throws {
        let before = try Money(rupiah: 150_000)
        #expect(Discount(price: try Money(rupiah: 99_999), before: before)?.percent == 33)
        #expect(Discount(price: before, before: before) == nil)
        #expect(Discount(price: try Money(rupiah: 149_999), before: before) == nil)
        #expect(Discount(price: before, before: nil) == nil)
    }

    @Test(arguments: [
        ("jne|REG|22000", "jne", "REG", 22_000), ("jnt|JTR<130|0", "jnt", "JTR<130", 0), ("x|a|b|5", "x", "a|b", 5),
    ])
    func `a courier's radio carries what was shown`(value: String, code: String, service: String, cost: Int64) throws {
        let choice = try #require(CourierChoice(value: value))
        #expect(choice.code == code && choice.service == service && choice.cost.rupiah == cost)
        #expect(choice.value == value)
    }

    @Test(arguments: ["", "jne", "jne|REG", "jne|REG|-1", "jne|REG|1.5", "jne|REG|9999999999999999"])
    func `a radio that nobody showed is no courier`(value: String) {
        #expect(CourierChoice(value: value) == nil)
    }
}
