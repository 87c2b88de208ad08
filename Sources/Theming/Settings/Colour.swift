/// A colour as `#rrggbb`.
public struct Colour: Hashable, Sendable, CustomStringConvertible {
    let red: UInt8
    let green: UInt8
    let blue: UInt8

    public static let black = Colour(red: 0, green: 0, blue: 0)
    public static let white = Colour(red: 255, green: 255, blue: 255)

    private init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    public init?(_ text: String) {
        guard text.utf8.count == 7, text.first == "#", text.dropFirst().allSatisfy(\.isHexDigit),
            let number = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        self.init(red: UInt8(number >> 16), green: UInt8(number >> 8 & 255), blue: UInt8(number & 255))
    }

    public var description: String {
        "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Contrast ratio of WCAG 2.2, 1 to 21; 4.5 is the least for text.
    public func contrast(with other: Colour) -> Double {
        let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    /// This colour moved toward black or white until text of it can be read on the ground.
    public func readable(on ground: Colour, atLeast ratio: Double = 4.5) -> Colour {
        let end: Colour = ground.contrast(with: .black) > ground.contrast(with: .white) ? .black : .white
        for step in 0...20 {
            let candidate = mixed(with: end, share: Double(step) / 20)
            if candidate.contrast(with: ground) >= ratio { return candidate }
        }
        return end
    }

    public func mixed(with other: Colour, share: Double) -> Colour {
        func mix(_ one: UInt8, _ two: UInt8) -> UInt8 {
            UInt8((Double(one) + (Double(two) - Double(one)) * share).rounded())
        }
        return Colour(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// Relative luminance of WCAG 2.2, from a table of the 256 channel values.
    private var luminance: Double {
        0.2126 * Self.linear[Int(red)] + 0.7152 * Self.linear[Int(green)] + 0.0722 * Self.linear[Int(blue)]
    }

    private static let linear: [Double] = (0..<256).map { channel in
        let value = Double(channel) / 255
        return value <= 0.04045 ? value / 12.92 : power24((value + 0.055) / 1.055)
    }

    /// x^2.4 for 0 < x <= 1, as x^2 times the fifth root of x^2 by Newton's method: no libm on the ground floor.
    private static func power24(_ base: Double) -> Double {
        let square = base * base
        var root = 1.0
        for _ in 0..<40 { root -= (root * root * root * root * root - square) / (5 * root * root * root * root) }
        return square * root
    }
}
