import PDF

/// The letters and inks of a receipt.
struct InvoiceStyles {
    let accent: Ink
    /// The accent dark enough to be read on paper.
    let accentText: Ink
    /// A breath of the accent, for grounds.
    let wash: Ink
    static let grey = Ink(red: 0.42, green: 0.40, blue: 0.38)
    static let dark = Ink(red: 0.11, green: 0.10, blue: 0.09)
    static let hairline = Ink(red: 0.87, green: 0.86, blue: 0.85)
    static let good = Ink(red: 0.09, green: 0.45, blue: 0.25)
    static let bad = Ink(red: 0.73, green: 0.11, blue: 0.11)

    let body = TextStyle(size: 9.5, ink: dark)
    let strong = TextStyle(size: 9.5, weight: .semibold, ink: dark)
    let small = TextStyle(size: 8.5, ink: grey)
    let label = TextStyle(size: 7.5, weight: .semibold, ink: grey, tracking: 0.6)
    let shopName: TextStyle
    let title: TextStyle
    let total = TextStyle(size: 12, weight: .bold, ink: dark)

    init(accent: Ink) {
        self.accent = accent
        accentText = accent.brightness > 0.55 ? accent.mixed(with: .black, share: 0.5) : accent
        wash = accent.mixed(with: .white, share: 0.92)
        shopName = TextStyle(size: 17, weight: .bold, ink: accentText)
        title = TextStyle(size: 21, weight: .bold, ink: accentText, alignment: .right, tracking: 1.2)
    }
}
