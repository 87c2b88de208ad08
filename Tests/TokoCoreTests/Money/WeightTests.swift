import Testing
import TokoCore

@Suite struct WeightTests {
    @Test(
        arguments: [
            (0, 1), (1, 1), (999, 1), (1_000, 1), (1_001, 2), (1_999, 2), (2_000, 2), (1_000_000_000, 1_000_000),
        ] as [(Int64, Int64)])
    func `couriers bill whole kilograms, one at least`(grams: Int64, kilograms: Int64) throws {
        #expect(try Weight(grams: grams).billableKilograms == kilograms)
    }

    @Test(
        arguments: [
            (0, "0 g"), (350, "350 g"), (999, "999 g"), (1_000, "1 kg"), (1_200, "1,2 kg"), (1_050, "1,05 kg"),
            (1_005, "1,005 kg"), (10_010, "10,01 kg"), (1_234_500, "1.234,5 kg"),
        ] as [(Int64, String)])
    func `a weight is written with a comma and no idle zeros`(grams: Int64, text: String) throws {
        #expect(try Weight(grams: grams).formatted == text)
    }

    @Test(arguments: [-1, 1_000_000_001, Int64.min, Int64.max])
    func `a weight outside its range is none`(grams: Int64) {
        #expect(throws: WeightError.outOfRange) { try Weight(grams: grams) }
    }

    @Test func `sums and products past the range are errors and no traps`() throws {
        let most = try Weight(grams: 1_000_000_000)
        #expect(throws: WeightError.outOfRange) { try most + Weight(grams: 1) }
        #expect(throws: WeightError.outOfRange) { try most * Quantity(pieces: Quantity.most) }
        #expect(try Weight(grams: 300) * Quantity(pieces: 4) == Weight(grams: 1_200))
        #expect(try Weight(grams: 300) + .zero == Weight(grams: 300))
    }
}
