import Testing
import Web

@Suite struct URLTextTests {
    @Test(arguments: [
        ("kopi", "kopi"), ("Kopi Susu", "Kopi%20Susu"), ("a/b?c=d&e#f", "a%2Fb%3Fc%3Dd%26e%23f"), ("~-._", "~-._"),
        ("50%+", "50%25%2B"), ("é", "%C3%A9"), ("\n\u{0}", "%0A%00"), ("<\"'>", "%3C%22%27%3E"), ("", ""),
    ])
    func `everything but unreserved characters is escaped`(text: String, encoded: String) {
        #expect(URLText.encode(text) == encoded)
    }

    @Test func `what was encoded comes back whole`() throws {
        let text = String((1...0x24f).compactMap(Unicode.Scalar.init).map(Character.init))
        #expect(try #require(Form(encoded: "a=\(URLText.encode(text))")).raw("a") == text)
    }
}
