public import FoundationEssentials
public import Postgres
import Tenancy
public import TokoCore

/// The shelf as the owner sees it: counting it, and reading its ledger.
public struct StockRepository: Sendable {
    private let database: TenantDatabase

    public init(_ database: TenantDatabase) {
        self.database = database
    }

    /// Writes what was counted on the shelf. Open orders keep their holds: when fewer pieces are left than they hold,
    /// whoever pays first gets them.
    ///
    /// - Parameters:
    ///   - count: pieces on the shelf, held ones included: 0...1,000,000,000.
    ///   - seen: the number the person had on the screen; when it has changed since, nothing is written.
    ///   - actor: who the ledger names, such as `staff:7`.
    /// - Returns: pieces on the shelf before.
    /// - Throws: ``StockError``, ``DatabaseError``.
    @discardableResult
    public func setOnHand(
        _ variant: VariantID, to count: Int64, seen: Int64? = nil, actor: String
    ) async throws -> Int64 {
        guard StockError.countRange.contains(count) else { throw StockError.outOfRange }
        let tenant = database.tenant
        return try await database.transaction { transaction in
            let results = try await transaction.run(Self.setOnHand(variant, to: count, seen: seen, actor: actor))
            let change = try ShelfCount(results[1])
            try await transaction.commit(after: change.changesPages ? CatalogSignal.touched(tenant) : [])
            return change.before
        }
    }

    /// Two statements; ``ShelfCount`` reads the rows of the second.
    static func setOnHand(_ variant: VariantID, to count: Int64, seen: Int64?, actor: String) -> [Statement] {
        [
            StockSQL.lock([variant]),
            Statement(StockRepositorySQL.setOnHand, .id(variant), .int(count), .optional(seen), .text(actor)),
        ]
    }

    /// Newest first.
    /// - Parameter limit: 1...500.
    public func movements(of variant: VariantID, limit: Int64 = 100) async throws -> [StockMovement] {
        try await database.query(StockRepositorySQL.movements, .id(variant), .int(min(max(1, limit), 500)))
            .map(StockMovement.init(row:))
    }
}

/// One line of the ledger. The sum of all changes of a variant is what lies on its shelf.
public struct StockMovement: Hashable, Sendable {
    public enum Reason: String, Sendable {
        /// Laid on the shelf when the variant was made.
        case opening
        /// Counted by a person.
        case count
        case sale
        /// Came back from an order.
        case `return`
    }

    /// Pieces, below zero when they left.
    public let change: Int64
    public let onHandAfter: Int64
    public let reason: Reason
    public let order: OrderID?
    public let actor: String
    public let at: Date

    init(row: Row) throws {
        change = try row.int("change")
        onHandAfter = try row.int("on_hand_after")
        guard let reason = Reason(rawValue: try row.text("reason")) else {
            throw DatabaseError.decoding(column: "reason", expected: "a reason of the ledger")
        }
        self.reason = reason
        order = try row.idOrNil("order_id")
        actor = try row.text("actor")
        at = try row.date("at")
    }
}

public enum StockError: Error, Hashable, Sendable {
    static let countRange: ClosedRange<Int64> = 0...1_000_000_000

    case unknownVariant
    /// Below zero or above a billion.
    case outOfRange
    /// Somebody bought or counted meanwhile: now there are this many.
    case changedMeanwhile(onHand: Int64)
}

/// What a count found and changed.
struct ShelfCount {
    let before: Int64
    let changesPages: Bool

    /// - Throws: ``StockError/unknownVariant``, ``StockError/changedMeanwhile(onHand:)``.
    init(_ rows: Rows) throws {
        guard let row = rows.first else { throw StockError.unknownVariant }
        before = try row.int("before")
        guard try row.bool("is_as_seen") else { throw StockError.changedMeanwhile(onHand: before) }
        changesPages = try row.bool("shown")
    }
}

enum StockRepositorySQL {
    /// $1 variant (locked before), $2 count, $3 number seen or NULL, $4 actor -> before, is_as_seen, shown
    static let setOnHand = SQL(
        "stock.set_on_hand",
        """
        WITH shelf AS (
            SELECT v.id, v.on_hand, coalesce(v.on_hand = $3::bigint, true) AS is_as_seen, (
                SELECT coalesce(sum(r.pieces), 0) FROM {reservation} r
                WHERE r.variant_id = v.id AND r.state = 'held' AND r.hold_until > statement_timestamp()
            ) AS held
            FROM {variant} v WHERE v.id = $1
        ),
        counted AS (
            UPDATE {variant} v SET on_hand = $2::bigint FROM shelf s
            WHERE v.id = s.id AND s.is_as_seen AND s.on_hand <> $2::bigint
            RETURNING v.id
        ),
        ledger AS (
            INSERT INTO {stock_movement} (variant_id, change, on_hand_after, reason, actor)
            SELECT s.id, $2::bigint - s.on_hand, $2::bigint, 'count', $4 FROM shelf s JOIN counted c ON c.id = s.id
        )
        SELECT s.on_hand AS before, s.is_as_seen,
            c.id IS NOT NULL AND least(s.on_hand, $2::bigint) - s.held <= 5 AS shown
        FROM shelf s LEFT JOIN counted c ON c.id = s.id
        """)

    /// $1 variant, $2 limit -> change, on_hand_after, reason, order_id, actor, at
    static let movements = SQL(
        "stock.movements",
        """
        SELECT change, on_hand_after, reason, order_id, actor, at FROM {stock_movement}
        WHERE variant_id = $1 ORDER BY id DESC LIMIT $2
        """)
}
