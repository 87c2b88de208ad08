/// One thing on a page.
public enum Mark: Sendable {
    /// - at: its upper left corner. The width is where lines break.
    case text(TextBlock, at: Point, width: Double)
    case line(from: Point, to: Point, thickness: Double, Ink)
    case box(Box, Ink, radius: Double = 0)
    case frame(Box, thickness: Double, Ink, radius: Double = 0)
    /// Whole and in proportion, as large as the box lets it be, from the box's upper left corner.
    case picture(PageImage, in: Box)
    /// Marks turned clockwise around a point.
    indirect case turned([Mark], degrees: Double, around: Point)
}

public struct Point: Sendable, Hashable {
    public var x: Double
    public var y: Double

    public init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }
}

public struct Box: Sendable, Hashable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// A colour; each channel 0 to 1.
public struct Ink: Sendable, Hashable {
    public let red: Double
    public let green: Double
    public let blue: Double

    public static let black = Ink(red: 0, green: 0, blue: 0)
    public static let white = Ink(red: 1, green: 1, blue: 1)

    public init(red: Double, green: Double, blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// - Parameter hex: `#rrggbb`; nil for anything else.
    public init?(hex: String) {
        guard hex.utf8.count == 7, hex.first == "#", let number = UInt32(hex.dropFirst(), radix: 16) else { return nil }
        self.init(
            red: Double(number >> 16) / 255, green: Double(number >> 8 & 255) / 255, blue: Double(number & 255) / 255)
    }

    /// - Parameter share: 0 for this colour, 1 for the other.
    public func mixed(with other: Ink, share: Double) -> Ink {
        func mix(_ one: Double, _ two: Double) -> Double { one + (two - one) * share }
        return Ink(red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }

    /// How bright it looks, 0 to 1, good enough to choose between black and white beside it.
    public var brightness: Double { 0.299 * red + 0.587 * green + 0.114 * blue }
}
