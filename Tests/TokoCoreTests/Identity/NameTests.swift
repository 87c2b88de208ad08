import Testing
import TokoCore

/// Slugs, SKUs and keys: names that are legal or do not exist.
@Suite struct NameTests {
    @Test(arguments: ["a", "kemeja-parang", "2-in-1", "0", String(repeating: "a", count: 80)])
    func `lower case letters and digits with single hyphens between are a slug`(text: String) {
        #expect(Slug(text)?.text == text)
    }

    @Test(arguments: [
        "", "-", "-a", "a-", "a--b", "A", "a b", "a_b", "é", "a/b", "..", "a.b", "a\n", "a%20b",
        String(repeating: "a", count: 81),
    ])
    func `nothing else is a slug`(text: String) {
        #expect(Slug(text) == nil)
    }

    @Test(arguments: ["K", "KPR-01/M", "Kopi 250 g", "ukuran <L>", "ç", String(repeating: "9", count: 64)])
    func `printable characters are a SKU`(code: String) {
        #expect(SKU(code)?.code == code)
    }

    @Test(arguments: [
        "", " ", " K", "K ", "K\t1", "K\n", "K\u{0}", "K\u{1b}[2J", "K\u{a0}1", "K\u{2028}", "K\u{200b}1", "K\u{202e}1",
        String(repeating: "9", count: 65),
    ])
    func `what cannot be seen, or is too long, is no SKU`(code: String) {
        #expect(SKU(code) == nil)
    }

    @Test(arguments: ["0123456789abcdef", "AZaz09_-AZaz09_-", String(repeating: "k", count: 64)])
    func `16 to 64 letters, digits, underscores and hyphens are an idempotency key`(text: String) {
        #expect(IdempotencyKey(text)?.text == text)
    }

    @Test(arguments: [
        "", "0123456789abcde", String(repeating: "k", count: 65), "0123456789abcde ", "0123456789abcde\n",
        "0123456789abcdeé", "0123456789abcdé", "0123456789abc;--", "0123456789abcde\u{0}",
    ])
    func `nothing else is an idempotency key`(text: String) {
        #expect(IdempotencyKey(text) == nil)
    }
}
