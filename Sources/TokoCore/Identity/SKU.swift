/// A stock keeping unit as the shop writes it: 1 to 64 printable characters without spaces at the ends.
public struct SKU: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let code: String

    public init?(_ code: some StringProtocol) {
        guard (1...64).contains(code.count), code.first?.isWhitespace == false, code.last?.isWhitespace == false,
            code.unicodeScalars.allSatisfy({ !$0.properties.isWhitespace || $0 == " " }),
            // Neither control characters nor invisible ones: two SKUs that look alike are alike.
            code.unicodeScalars.allSatisfy({ ![.control, .format].contains($0.properties.generalCategory) })
        else { return nil }
        self.code = String(code)
    }

    public var description: String { code }

    public static func < (left: SKU, right: SKU) -> Bool { left.code < right.code }
}
