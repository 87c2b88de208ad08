import FoundationEssentials
import Testing
import TokoCore

@Suite struct MoneyTests {
    @Test(arguments: [0, 1, 150_000, 1_000_000_000_000] as [Int64])
    func `an amount from nothing to one trillion is money`(rupiah: Int64) throws {
        #expect(try Money(rupiah: rupiah).rupiah == rupiah)
    }

    @Test(arguments: [-1, 1_000_000_000_001, Int64.min, Int64.max])
    func `an amount outside is none`(rupiah: Int64) {
        #expect(throws: MoneyError.outOfRange) { try Money(rupiah: rupiah) }
    }

    @Test func `what would pass a trillion, or fall below nothing, is an error and no trap`() throws {
        let most = try Money(rupiah: Money.upperBound)
        let one = try Money(rupiah: 1)
        #expect(throws: MoneyError.outOfRange) { try most + one }
        #expect(throws: MoneyError.outOfRange) { try most + most }
        #expect(throws: MoneyError.outOfRange) { try Money.zero - one }
        #expect(throws: MoneyError.outOfRange) { try Money.zero - most }
        #expect(throws: MoneyError.outOfRange) { try most * Quantity(pieces: Quantity.most) }
        #expect(throws: MoneyError.outOfRange) { try Money.sum(Array(repeating: most, count: 10_000)) }
    }

    @Test func `sums, differences and products are exact`() throws {
        let price = try Money(rupiah: 149_999)
        #expect(try price * Quantity(pieces: 3) == Money(rupiah: 449_997))
        #expect(try price + Money(rupiah: 1) == Money(rupiah: 150_000))
        #expect(try price - price == .zero)
        #expect(try Money.sum([price, price, Money(rupiah: 2)]) == Money(rupiah: 300_000))
        #expect(try Money.sum([]) == .zero)
        #expect(try Money(rupiah: Money.upperBound) - Money(rupiah: 1) < Money(rupiah: Money.upperBound))
    }

    @Test(
        arguments: [
            (0, "Rp 0"), (5, "Rp 5"), (999, "Rp 999"), (1_000, "Rp 1.000"), (150_000, "Rp 150.000"),
            (1_250_000, "Rp 1.250.000"), (1_000_000_000_000, "Rp 1.000.000.000.000"),
        ] as [(Int64, String)])
    func `money is written with dots`(rupiah: Int64, text: String) throws {
        #expect(try Money(rupiah: rupiah).formatted == text)
    }

    @Test(arguments: [(-1, "-1"), (-1_000, "-1.000"), (Int64.min, "-9.223.372.036.854.775.808")] as [(Int64, String)])
    func `a number below zero has its sign before the groups`(number: Int64, text: String) {
        #expect(number.groupedIndonesian == text)
    }

    @Test func `in JSON money is a number, and an illegal one is refused`() throws {
        let prices = [try Money(rupiah: 150_000), .zero]
        let json = try JSONEncoder().encode(prices)
        #expect(String(decoding: json, as: UTF8.self) == "[150000,0]")
        #expect(try JSONDecoder().decode([Money].self, from: json) == prices)
        for illegal in ["[-1]", "[1000000000001]", "[0.5]", "[\"5\"]", "[null]"] {
            #expect(throws: (any Error).self) {
                try JSONDecoder().decode([Money].self, from: Data(illegal.utf8))
            }
        }
    }
}
