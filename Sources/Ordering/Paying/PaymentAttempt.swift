import FoundationEssentials
import Payments
import Postgres
import TokoCore

/// A payment as the settling of it needs it.
struct PaymentAttempt: Sendable {
    let id: PaymentID
    let order: OrderID
    let merchantRef: String
    let channel: String
    let state: PaymentState
    let reference: String?
    let requested: Money
    let expiresAt: Date
    let checks: Int64
    let createdAt: Date

    init(_ row: Row) throws {
        guard let state = PaymentState(rawValue: try row.text("state")) else {
            throw DatabaseError.decoding(column: "state", expected: "a payment state")
        }
        id = try row.id("id")
        order = try row.id("order_id")
        merchantRef = try row.text("merchant_ref")
        channel = try row.text("channel")
        self.state = state
        reference = try row.textOrNil("reference")
        requested = try row.money("requested_rupiah")
        expiresAt = try row.date("expires_at")
        checks = try row.int("checks")
        createdAt = try row.date("created_at")
    }
}

/// When an open bill is asked for: 5, 10, 20 and 40 minutes after it was made, at its end, and some times after it,
/// because a bank may settle late. A bill whose opening is in doubt is asked for each minute.
enum CheckSchedule {
    static let minutesAfterOpening: [Double] = [5, 10, 20, 40]
    static let minutesAfterEnd: [Double] = [1, 15, 60, 360]
    /// How long a bill that nobody has seen is looked for before the order is given up.
    static let looksForUnseen: Int64 = 5
    static let unseen: TimeInterval = 60

    /// - Parameter opened: when the bill was made.
    /// - Returns: nil when nobody need ask any more.
    static func next(after now: Date, opened: Date, ends: Date) -> Date? {
        let times =
            minutesAfterOpening.map { opened + $0 * 60 }.filter { $0 < ends } + minutesAfterEnd.map { ends + $0 * 60 }
        return times.first { $0 > now }
    }

    /// After a question without an answer: a quarter of the bill's age, a minute at least and an hour at most.
    static func again(after now: Date, opened: Date) -> Date {
        now + min(max(unseen, now.timeIntervalSince(opened) / 4), 3_600)
    }

    /// A bill that the gateway has not told of for this long after its end is taken for unpaid.
    static let hopeless: TimeInterval = 24 * 3_600

    /// The stock stays held this long after the bill's end: a payment in its last second is on its way.
    static let grace: TimeInterval = 15 * 60
}
