public import FoundationEssentials
public import Postgres

/// A queue of its own in each shop: what waits in one delays no other.
public enum JobLane: String, CaseIterable, Sendable, Hashable {
    case mail, whatsapp, analytics
}

/// An effect outside, to be written in the transaction of the fact that asks for it.
public struct NewJob: Sendable, Hashable {
    public let lane: JobLane
    /// What it is for the lane's handler: `mail.receipt`, `owner.new_order`.
    public let kind: String
    /// The effect's own name in the shop, such as `order:17:mail.receipt`: asked for twice, done once. 1...200 characters.
    public let dedupeKey: String
    /// A JSON object.
    public let payload: String
    /// Not before; nil: at once.
    public let due: Date?

    public init(lane: JobLane, kind: String, dedupeKey: String, payload: String = "{}", due: Date? = nil) {
        self.lane = lane
        self.kind = kind
        self.dedupeKey = dedupeKey
        self.payload = payload
        self.due = due
    }
}

/// The shop's own list of what the outside must hear.
public enum Outbox {
    /// Belongs into the unit that writes the fact. Does nothing when the effect was asked for before.
    public static func enqueue(_ job: NewJob) -> Statement {
        Statement(
            enqueue, .text(job.lane.rawValue), .text(job.kind), .text(job.dedupeKey), .json(job.payload),
            .optional(job.due))
    }

    /// $1 lane, $2 kind, $3 dedupe key, $4 payload, $5 due or null
    static let enqueue = SQL(
        "outbox.enqueue",
        """
        INSERT INTO {outbox} (lane, kind, dedupe_key, payload, due_at)
        VALUES ($1, $2, $3, $4, coalesce($5, now()))
        ON CONFLICT (dedupe_key) DO NOTHING
        """, announces: true)
}
