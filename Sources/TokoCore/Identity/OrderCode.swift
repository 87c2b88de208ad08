/// What people call an order: `TK-7K2M9QXF`, eight random letters and digits that cannot be misread.
///
/// Random, so nobody can guess another's order or count the shop's sales; 31^8 codes a shop, unique by index.
public struct OrderCode: Hashable, Sendable, CustomStringConvertible {
    /// No 0 O 1 I L: they are read for each other on a phone.
    static let alphabet = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")

    public let text: String

    public static func random() -> OrderCode {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    static func random(using generator: inout some RandomNumberGenerator) -> OrderCode {
        OrderCode(unchecked: "TK-" + String((0..<8).map { _ in alphabet.randomElement(using: &generator) ?? "X" }))
    }

    /// Accepts what people type: `tk-7k2m9qxf` too. Nil when it cannot be a code.
    public init?(typed text: some StringProtocol) {
        let upper = text.uppercased()
        guard upper.count == 11, upper.hasPrefix("TK-"), upper.dropFirst(3).allSatisfy(Self.alphabet.contains)
        else { return nil }
        self.text = upper
    }

    private init(unchecked text: String) { self.text = text }

    public var description: String { text }
}
