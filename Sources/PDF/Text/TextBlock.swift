/// A piece of text in one style. Line breaks in it are kept, other control characters are not drawn.
public struct TextBlock: Sendable, Hashable {
    public var text: String
    public var style: TextStyle
    /// What does not fit ends in an ellipsis; nil: as many lines as it takes.
    public var mostLines: Int?

    public init(_ text: String, _ style: TextStyle, mostLines: Int? = nil) {
        self.text = text
        self.style = style
        self.mostLines = mostLines
    }
}

public struct TextStyle: Sendable, Hashable {
    public enum Weight: Sendable, Hashable { case regular, medium, semibold, bold }
    public enum Alignment: Sendable, Hashable { case left, centre, right }

    /// In points.
    public var size: Double
    public var weight: Weight
    public var ink: Ink
    public var alignment: Alignment
    /// From line to line, in heights of a line.
    public var leading: Double
    /// Between letters, in points.
    public var tracking: Double

    public init(
        size: Double, weight: Weight = .regular, ink: Ink = .black, alignment: Alignment = .left, leading: Double = 1.1,
        tracking: Double = 0
    ) {
        self.size = size
        self.weight = weight
        self.ink = ink
        self.alignment = alignment
        self.leading = leading
        self.tracking = tracking
    }

    public func aligned(_ alignment: Alignment) -> TextStyle {
        var style = self
        style.alignment = alignment
        return style
    }
}

extension String {
    /// The text without what has no picture, would turn the words around it, or is no character at all and would make
    /// cairo refuse the whole document: controls, marks that override the direction of writing, noncharacters.
    var drawable: String {
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x0a, 0x2028, 0x2029: scalars.append("\n")
            case 0x0d, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069, 0xfeff, 0xfdd0...0xfdef: break
            case let value where value & 0xfffe == 0xfffe: break
            case 0...0x1f, 0x7f...0x9f: scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return String(scalars)
    }
}
