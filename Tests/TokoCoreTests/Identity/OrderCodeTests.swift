import Testing

@testable import TokoCore

@Suite struct OrderCodeTests {
    @Test func `the alphabet has 31 letters and none that is read for another`() {
        #expect(OrderCode.alphabet.count == 31)
        #expect(Set(OrderCode.alphabet).count == 31)
        #expect(Set(OrderCode.alphabet).isDisjoint(with: "01OIL"))
        #expect(OrderCode.alphabet.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) })
    }

    @Test func `a random code is legal, and no two of many are the same`() throws {
        let codes = (0..<5_000).map { _ in OrderCode.random() }
        for code in codes {
            #expect(OrderCode(typed: code.text) == code)
        }
        // Of 31^8 codes, five thousand meet with a chance of one in sixty thousand.
        #expect(Set(codes).count == codes.count)
        #expect(Set(codes.flatMap { $0.text.dropFirst(3) }) == Set(OrderCode.alphabet))
    }

    @Test(arguments: ["TK-7K2M9QXF", "tk-7k2m9qxf", "Tk-7k2M9qXf"])
    func `a code may be typed in any case`(typed: String) {
        #expect(OrderCode(typed: typed)?.text == "TK-7K2M9QXF")
    }

    @Test(arguments: [
        "", "TK-", "7K2M9QXF", "TK7K2M9QXF", "TK-7K2M9QX", "TK-7K2M9QXFF", "TK-7K2M9QX0", "TK-7K2M9QXO", "TK-7K2M9QX1",
        "TK-7K2M9QXI", "TK-7K2M9QXL", "TK-7K2M9QX ", " TK-7K2M9QXF", "TX-7K2M9QXF", "TK-7K2M9QX%", "TK-7K2M9QX٣",
        "TK-7K2M9QX\u{301}F",
    ])
    func `nothing else is a code`(typed: String) {
        #expect(OrderCode(typed: typed) == nil)
    }
}
