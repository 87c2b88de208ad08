import PDF

/// Sheets of A4 that fill from top to bottom: what is put on them moves the pen down.
struct InvoiceSheet {
    static let left = 48.0
    static let right = PageSize.a4.width - 48
    static let width = right - left
    /// Where the footer begins.
    static let bottom = PageSize.a4.height - 70

    let typesetter: Typesetter
    private(set) var pages: [Page] = [Page(.a4)]
    var y = 0.0

    init(_ typesetter: Typesetter) { self.typesetter = typesetter }

    mutating func put(_ mark: Mark) { pages[pages.count - 1].marks.append(mark) }

    /// Draws a text with its upper edge at the pen and leaves the pen where it is.
    /// - Returns: its height.
    @discardableResult
    mutating func text(
        _ text: String, _ style: TextStyle, x: Double = left, width: Double = width, down: Double = 0,
        mostLines: Int? = nil
    ) -> Double {
        guard !text.isEmpty else { return 0 }
        let block = TextBlock(text, style, mostLines: mostLines)
        put(.text(block, at: Point(x, y + down), width: width))
        return typesetter.measure(block, width: width).height
    }

    /// Texts below each other from the pen down.
    /// - Returns: their height together.
    mutating func stack(_ texts: [(text: String, style: TextStyle)], x: Double, width: Double) -> Double {
        texts.filter { !$0.text.isEmpty }.reduce(0) { height, next in
            height + text(next.text, next.style, x: x, width: width, down: height) + 2
        }
    }

    func height(_ text: String, _ style: TextStyle, width: Double, mostLines: Int? = nil) -> Double {
        text.isEmpty ? 0 : typesetter.measure(TextBlock(text, style, mostLines: mostLines), width: width).height
    }

    mutating func rule(_ ink: Ink, thickness: Double = 0.6) {
        put(.line(from: Point(Self.left, y), to: Point(Self.right, y), thickness: thickness, ink))
    }

    func hasRoom(_ height: Double) -> Bool { y + height <= Self.bottom }

    mutating func turnPage() {
        pages.append(Page(.a4))
        y = 0
    }

    /// Puts marks on every page, now that their number is known.
    mutating func finish(_ marks: (_ page: Int, _ count: Int) -> [Mark]) -> [Page] {
        for index in pages.indices { pages[index].marks += marks(index + 1, pages.count) }
        return pages
    }
}
