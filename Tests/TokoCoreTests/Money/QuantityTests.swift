import Testing
import TokoCore

@Suite struct QuantityTests {
    @Test(arguments: [("1", 1), ("01", 1), (" 7 ", 7), ("9999", 9_999), ("000000000000000000000012", 12)])
    func `whole numbers from 1 to 9,999 are quantities`(typed: String, pieces: Int64) throws {
        #expect(try Quantity(typed: typed).pieces == pieces)
    }

    @Test(
        arguments: [
            ("0", .notPositive), ("000", .notPositive), ("-5", .notPositive), ("-0", .notPositive),
            ("-99999999999999999999", .notPositive), ("", .notWhole), ("   ", .notWhole), ("-", .notWhole),
            ("0.5", .notWhole), ("0,5", .notWhole), ("-0.5", .notWhole), ("1e3", .notWhole), ("+5", .notWhole),
            ("٣", .notWhole), ("３", .notWhole), ("³", .notWhole), ("1 0", .notWhole), ("1\t", .notWhole),
            ("0x10", .notWhole), ("satu", .notWhole), ("--5", .notWhole), ("5-", .notWhole), ("1\u{301}", .notWhole),
            ("10000", .tooMany), ("9223372036854775807", .tooMany), ("99999999999999999999", .tooMany),
        ] as [(String, QuantityError)])
    func `whatever else is typed is refused for what is wrong with it`(typed: String, error: QuantityError) {
        #expect(throws: error) { try Quantity(typed: typed) }
    }

    @Test func `a cart line does not grow past 9,999`() throws {
        let most = try Quantity(pieces: Quantity.most)
        #expect(throws: QuantityError.tooMany) { try most + .one }
        #expect(throws: QuantityError.tooMany) { try Quantity(pieces: .max) }
        #expect(throws: QuantityError.notPositive) { try Quantity(pieces: .min) }
        #expect(try Quantity(pieces: 9_998) + .one == most)
    }
}
