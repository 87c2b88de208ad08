public import Postgres
public import TokoCore

/// What a statement of ``StockSQL`` did, line by line.
public struct StockOutcome: Sendable {
    public struct Line: Hashable, Sendable {
        public let variant: VariantID
        public let pieces: Int64
        /// Pieces this order could have: the shelf less what others hold. Zero when the variant is not sold any more.
        public let left: Int64
        /// After the statement.
        public let state: HoldState
        /// Whether the statement brought it there.
        public let moved: Bool
    }

    /// In the order of the variants' numbers, one for each variant.
    public let lines: [Line]

    /// Whether what pages say about stock has changed: a variant had, or now has, 5 pieces left or fewer. If so,
    /// `CatalogSignal.touched` belongs into the same transaction.
    public let changesPages: Bool

    public init(_ rows: Rows) throws {
        lines = try rows.map(Line.init(row:))
        changesPages = try rows.contains { try $0.bool("shown") }
    }

    /// The order holds all of it, and the holds stand.
    public var isHeld: Bool { !lines.isEmpty && lines.allSatisfy { $0.state == .held } }

    public var isSold: Bool { !lines.isEmpty && lines.allSatisfy { $0.state == .sold } }

    /// Whether the statement did anything.
    public var moved: Bool { lines.contains(where: \.moved) }

    /// The lines for which there is not enough, when nothing could be held or sold for that reason.
    public var shortages: [Line] { lines.filter { $0.state != .held && $0.state != .sold && $0.left < $0.pieces } }
}

/// Where an order's claim on one variant stands.
public enum HoldState: String, Sendable {
    /// Never held.
    case none
    /// Counted as taken until its time is over.
    case held
    /// Held once, and the time is over: free for others, though nobody has released it.
    case lapsed
    case sold
    case released
}

extension StockOutcome.Line {
    init(row: Row) throws {
        variant = try row.id("variant_id")
        pieces = try row.int("pieces")
        left = try row.int("pieces_left")
        guard let state = HoldState(rawValue: try row.text("state")) else {
            throw DatabaseError.decoding(column: "state", expected: "a state of a hold")
        }
        self.state = state
        moved = try row.bool("moved")
    }
}
