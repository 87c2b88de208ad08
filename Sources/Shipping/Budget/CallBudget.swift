public import FoundationEssentials
public import Postgres
public import Tenancy
import TokoCore

/// How many questions a shop may put to one of the rate provider's products. Plans count by the day; when the provider's
/// day begins is not documented, so Jakarta's is taken, and a refusal inside it is believed for an hour.
public struct CallBudget: Sendable {
    /// After "too many", when the provider does not say how long.
    static let rest: Duration = .seconds(3_600)

    private let database: TenantDatabase
    private let product: RateProduct
    private let callsPerDay: Int64
    private let clock: @Sendable () -> Date

    public init(
        _ database: TenantDatabase, product: RateProduct, callsPerDay: Int64,
        clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.database = database
        self.product = product
        self.callsPerDay = callsPerDay
        self.clock = clock
    }

    /// Counts one question before it is asked, for the provider counts those too whose answer is lost.
    /// - Throws: ``RateError/quotaExhausted`` when the day has none left or the provider wants to be left alone.
    func spend() async throws {
        let now = clock()
        let rows = try await database.query(
            CallBudgetSQL.spend, .text(product.rawValue), .timestamp(now), .int(callsPerDay))
        guard let row = rows.first else { throw RateError.quotaExhausted }
        if try row.int("calls") == 1 {
            try await database.query(CallBudgetSQL.forget, .text(product.rawValue), .timestamp(now))
        }
    }

    /// The provider said "too many": it is left alone for as long as it said, an hour otherwise.
    func exhausted(retryAfter: Duration?) async throws {
        let now = clock()
        let seconds = min(86_400, max(1, (retryAfter ?? Self.rest).components.seconds))
        try await database.query(
            CallBudgetSQL.exhausted, .text(product.rawValue), .timestamp(now),
            .timestamp(now + TimeInterval(seconds)))
    }

    /// Questions of this day so far.
    public func used() async throws -> Int64 {
        try await database.query(CallBudgetSQL.used, .text(product.rawValue), .timestamp(clock())).first?
            .int("calls") ?? 0
    }
}

enum CallBudgetSQL {
    /// $1 product, $2 now, $3 calls a day -> calls; no row when there are none left
    static let spend = SQL(
        "rate_call.spend",
        """
        INSERT INTO {rate_call} AS today (product, day, calls)
        VALUES ($1, ($2::timestamptz AT TIME ZONE 'Asia/Jakarta')::date, 1)
        ON CONFLICT (product, day) DO UPDATE SET calls = today.calls + 1, resting_until = NULL
        WHERE today.calls < $3 AND (today.resting_until IS NULL OR today.resting_until <= $2)
        RETURNING calls
        """)

    /// $1 product, $2 now, $3 until when
    static let exhausted = SQL(
        "rate_call.exhausted",
        """
        INSERT INTO {rate_call} AS today (product, day, calls, resting_until)
        VALUES ($1, ($2::timestamptz AT TIME ZONE 'Asia/Jakarta')::date, 1, $3)
        ON CONFLICT (product, day) DO UPDATE SET resting_until = excluded.resting_until
        """)

    /// $1 product, $2 now
    static let forget = SQL(
        "rate_call.forget",
        """
        DELETE FROM {rate_call}
        WHERE product = $1 AND day < ($2::timestamptz AT TIME ZONE 'Asia/Jakarta')::date - 30
        """)

    /// $1 product, $2 now -> calls; no row when nothing was asked
    static let used = SQL(
        "rate_call.used",
        """
        SELECT calls FROM {rate_call}
        WHERE product = $1 AND day = ($2::timestamptz AT TIME ZONE 'Asia/Jakarta')::date
        """)
}
