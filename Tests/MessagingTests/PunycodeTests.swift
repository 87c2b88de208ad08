import Testing

@testable import Messaging

@Suite struct PunycodeTests {
    @Test(arguments: [
        ("kopi", "kopi"), ("bücher", "xn--bcher-kva"), ("münchen", "xn--mnchen-3ya"), ("例え", "xn--r8jz45g"),
        ("παράδειγμα", "xn--hxajbheg2az3al"),
    ])
    func `a label with other letters is written as name servers know it`(label: String, written: String) {
        #expect(Punycode.label(label[...]) == written)
    }

    @Test(arguments: ["kopi\u{200b}gayo", "a\u{202e}b", "☕"])
    func `what is no letter is in no host name`(label: String) {
        #expect(Punycode.label(label[...]) == nil)
    }
}
