import Testing

@testable import Sandbox

@Suite struct `QRIS text` {
    @Test func `the text is EMV with a right checksum`() {
        #expect(QRIS.checksum("123456789") == 0x29b1)
        let text = QRIS.text(merchant: "Kopi Gayo", reference: "DEV-T1000200000001ABCDE", amount: 54_250)
        #expect(text.hasPrefix("000201010212"))
        #expect(text.contains("540554250"))
        #expect(text.contains("5909KOPI GAYO"))
        let body = String(text.dropLast(4))
        #expect(text.suffix(4) == String(QRIS.checksum(body), radix: 16, uppercase: true))
    }
}
