public import FoundationEssentials
public import Postgres

/// The circuit breakers of one shop, shared by all nodes: a provider that does not answer, or does not take the shop's
/// keys, is left alone for a while, and one caller at a time tries it again.
public struct ProviderHealthRepository: Sendable {
    /// Failures in a row that open the circuit.
    static let failuresAllowed: Int64 = 3
    /// The first rest, doubled with each failure after, up to the longest; in seconds.
    static let firstRest: TimeInterval = 30
    static let longestRest: TimeInterval = 3_600
    /// How long the one who tries again has for it.
    static let probeTime: TimeInterval = 60

    private let database: TenantDatabase

    public init(_ database: TenantDatabase) { self.database = database }

    /// Every provider that was ever used, by name.
    public func list() async throws -> [ProviderHealth] {
        try await database.query(HealthSQL.list).compactMap(ProviderHealth.init(row:))
    }

    public func health(of provider: Provider) async throws -> ProviderHealth? {
        try await list().first { $0.provider == provider }
    }

    /// Whether it is worth asking. When the rest is over the first caller gets a yes, and with it the trial: the others
    /// wait for what it tells.
    public func mayTry(_ provider: Provider, at now: Date) async throws -> Bool {
        try await database.query(
            HealthSQL.mayTry, .text(provider.rawValue), .timestamp(now), .timestamp(now + Self.probeTime)
        ).one().bool("may")
    }

    /// It answered as it should. Writes nothing while all is well, but once an hour.
    public func succeeded(_ provider: Provider, at now: Date) async throws {
        try await database.query(
            HealthSQL.succeeded, .text(provider.rawValue), .timestamp(now), .timestamp(now - 3_600))
    }

    /// It did not.
    /// - Parameters:
    ///   - reason: for owner and agency: one line, without keys.
    ///   - isRefusal: it does not take the shop's keys.
    ///   - retryAfter: what the provider asked for, in seconds.
    public func failed(
        _ provider: Provider, reason: String, isRefusal: Bool, at now: Date, retryAfter: TimeInterval? = nil
    ) async throws {
        let words = String(reason.split(whereSeparator: \.isNewline).joined(separator: " ").prefix(300))
        try await database.query(
            HealthSQL.failed, .text(provider.rawValue), .text(words), .bool(isRefusal), .timestamp(now),
            .optional(retryAfter.map { now + $0 }), .int(Self.failuresAllowed), .int(Int64(Self.firstRest)),
            .int(Int64(Self.longestRest)))
    }

    /// The keys have changed: it is asked at once.
    public func reset(_ provider: Provider) async throws {
        try await database.query(HealthSQL.reset, .text(provider.rawValue))
    }
}

enum HealthSQL {
    /// -> every column
    static let list = SQL(
        "health.list",
        """
        SELECT provider, state, reason, since, failures, retry_at, worked_at FROM {provider_health} ORDER BY provider
        """)

    /// $1 provider, $2 now, $3 until when the trial is one's own -> may
    static let mayTry = SQL(
        "health.may_try",
        """
        WITH trial AS (
            UPDATE {provider_health} SET retry_at = $3
            WHERE provider = $1 AND state IN ('down', 'refused') AND retry_at <= $2
            RETURNING 1)
        SELECT EXISTS (SELECT FROM trial) OR NOT EXISTS (
            SELECT FROM {provider_health} WHERE provider = $1 AND state IN ('down', 'refused')) AS may
        """)

    /// $1 provider, $2 now, $3 an hour ago
    static let succeeded = SQL(
        "health.succeeded",
        """
        INSERT INTO {provider_health} AS h (provider, state, since, worked_at) VALUES ($1, 'ok', $2, $2)
        ON CONFLICT (provider) DO UPDATE
        SET state = 'ok', reason = '', failures = 0, retry_at = NULL, worked_at = $2,
            since = CASE WHEN h.state = 'ok' THEN h.since ELSE $2 END
        WHERE h.state <> 'ok' OR h.worked_at IS NULL OR h.worked_at < $3
        """)

    /// $1 provider, $2 reason, $3 refusal?, $4 now, $5 what the provider asked for or null, $6 failures allowed,
    /// $7 first rest in seconds, $8 longest
    static let failed = SQL(
        "health.failed",
        """
        INSERT INTO {provider_health} AS h (provider, state, reason, since, failures, retry_at)
        VALUES ($1, CASE WHEN $3::boolean THEN 'refused' ELSE 'unsteady' END, $2, $4::timestamptz, 1,
            CASE WHEN $3 THEN greatest($5::timestamptz, $4 + $8::bigint * interval '1 second') END)
        ON CONFLICT (provider) DO UPDATE
        SET failures = h.failures + 1, reason = $2,
            since = CASE WHEN h.state = 'ok' OR (h.state = 'refused') <> $3 THEN $4 ELSE h.since END,
            state = CASE WHEN $3 THEN 'refused' WHEN h.failures + 1 >= $6::bigint THEN 'down' ELSE 'unsteady' END,
            retry_at = CASE
                WHEN $3 THEN greatest($5, $4 + $8 * interval '1 second')
                WHEN h.failures + 1 >= $6 THEN greatest(
                    $5, $4 + least($8, $7::bigint * (1 << least(h.failures + 1 - $6, 20)::integer))
                        * interval '1 second')
                END
        """)

    /// $1 provider
    static let reset = SQL("health.reset", "DELETE FROM {provider_health} WHERE provider = $1")
}
