public import FoundationEssentials

/// What a PDF says about itself. The date is given, never taken from the clock: the same document has the same bytes.
public struct DocumentInfo: Sendable, Hashable {
    public var title: String
    public var author: String
    public var date: Date

    public init(title: String, author: String, date: Date) {
        self.title = title
        self.author = author
        self.date = date
    }
}

/// Pages to be printed, as values: composed first, numbered when all of them are known, drawn last.
public struct Document: Sendable {
    public var info: DocumentInfo
    public var pages: [Page]

    public init(_ info: DocumentInfo, pages: [Page] = []) {
        self.info = info
        self.pages = pages
    }
}

/// One sheet and what stands on it, drawn in order. Points (1/72 inch) from the upper left corner.
public struct Page: Sendable {
    public let size: PageSize
    public var marks: [Mark]

    public init(_ size: PageSize, marks: [Mark] = []) {
        self.size = size
        self.marks = marks
    }
}

/// In points.
public struct PageSize: Sendable, Hashable {
    public let width: Double
    public let height: Double

    public static let a4 = PageSize(millimetres: 210, 297)
    /// The usual shipping label of Indonesian couriers.
    public static let label = PageSize(millimetres: 100, 150)

    public init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    public init(millimetres width: Double, _ height: Double) {
        self.init(width: width * 72 / 25.4, height: height * 72 / 25.4)
    }
}

public enum PDFError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A document without pages.
    case empty
    /// Neither PNG nor JPEG, or damaged.
    case unreadablePicture
    /// More pixels or bytes than a page can use.
    case pictureTooLarge
    /// What cairo could not draw, in its words.
    case drawing(String)

    public var description: String {
        switch self {
        case .empty: "a document without pages"
        case .unreadablePicture: "not a PNG or JPEG picture, or a damaged one"
        case .pictureTooLarge: "a picture with too many pixels or bytes for a page"
        case .drawing(let reason): "cairo cannot draw the document: \(reason)"
        }
    }
}
