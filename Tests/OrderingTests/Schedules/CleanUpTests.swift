import Accounts
import FoundationEssentials
import Jobs
import Postgres
import Tenancy
import TestSupport
import Testing
import TokoCore

@testable import Ordering

@Suite struct CleanUpTests {
    @Test func `what is over goes, what counts stays, and no other shop is touched`() async throws {
        try await withOrdering(shops: 2) { shops in
            let now = Date(timeIntervalSince1970: 1_790_000_000)
            for shop in shops {
                let buyer = try await shop.buyer()
                for statement in [CleanUpTestSQL.sessions, CleanUpTestSQL.quotes] {
                    try await shop.database.query(statement, .id(buyer.customer.id), .timestamp(now))
                }
                try await shop.database.query(CleanUpTestSQL.signIns, .timestamp(now))
                try await shop.database.query(CleanUpTestSQL.links, .timestamp(now))
                try await shop.database.query(CleanUpTestSQL.jobs, .timestamp(now))
            }
            try await CleanUp(shops: shops[0].shops).clean(shops[0].shop.tenant.id, at: now)
            #expect(try await left(shops[0]) == ["links": 1, "quotes": 1, "sessions": 1, "sign_ins": 1])
            #expect(try await left(shops[1]) == ["links": 2, "quotes": 2, "sessions": 2, "sign_ins": 2])
            #expect(try await keys(shops[0]) == ["new sent", "old parked", "old pending"])
            #expect(
                try await keys(shops[1]) == [
                    "new sent", "old dropped", "old parked", "old pending", "old sent", "old skipped",
                ])
        }
    }

    private func left(_ shop: OrderingShop) async throws -> [String: Int64] {
        var counts: [String: Int64] = [:]
        for row in try await shop.database.query(CleanUpTestSQL.left) {
            counts[try row.text("name")] = try row.int("rows")
        }
        return counts
    }

    private func keys(_ shop: OrderingShop) async throws -> [String] {
        try await JobRepository(shop.database).list(limit: 1_000).map(\.dedupeKey).sorted()
    }
}

/// One that is over and one that is not, each.
private enum CleanUpTestSQL {
    /// $1 customer, $2 now
    static let sessions = SQL(
        "test_sessions",
        """
        INSERT INTO {session} (token_hash, customer_id, csrf_token, expires_at) VALUES
        ('\\x01', $1, 'a', $2::timestamptz - interval '1 minute'),
        ('\\x02', $1, 'b', $2::timestamptz + interval '1 minute')
        """)
    /// $1 customer, $2 now
    static let quotes = SQL(
        "test_quotes",
        """
        INSERT INTO {shipping_quote} (customer_id, basis, weight_grams, village_code, rates, expires_at) VALUES
        ($1, '\\x01', 300, '32.73.02.1002', '[]', $2::timestamptz - interval '25 hours'),
        ($1, '\\x02', 300, '32.73.02.1002', '[]', $2::timestamptz - interval '23 hours')
        """)
    /// $1 now
    static let signIns = SQL(
        "test_sign_ins",
        """
        INSERT INTO {sign_in} (state_hash, browser_hash, nonce, code_verifier, redirect_uri, return_to, created_at)
        SELECT decode(n::text, 'hex'), '\\x00', 'n', 'v', 'http://shop-1.test/auth/google/callback', '/',
            $1::timestamptz - (n - 10) * interval '40 minutes'
        FROM generate_series(11, 12) n
        """)
    /// $1 now
    static let links = SQL(
        "test_links",
        """
        WITH owner AS (
            INSERT INTO {staff} (email, name, role) VALUES ('ibu@example.test', 'Ibu', 'owner') RETURNING id)
        INSERT INTO {staff_link} (token_hash, staff_id, expires_at)
        SELECT decode(n::text, 'hex'), owner.id, $1::timestamptz - n * interval '1 day'
        FROM owner, unnest(ARRAY[29, 31]) n
        """)
    /// $1 now
    static let jobs = SQL(
        "test_jobs",
        """
        INSERT INTO {outbox} (lane, kind, dedupe_key, state, created_at, finished_at)
        SELECT 'mail', 'mail.test', 'old ' || s, s, $1::timestamptz - interval '31 days',
            CASE WHEN s <> 'pending' THEN $1::timestamptz - interval '31 days' END
        FROM unnest(ARRAY['pending', 'sent', 'skipped', 'parked', 'dropped']) s
        UNION ALL
        SELECT 'mail', 'mail.test', 'new sent', 'sent', $1, $1::timestamptz - interval '29 days'
        """)
    static let left = SQL(
        "test_left",
        """
        SELECT 'sessions' AS name, count(*) AS rows FROM {session} UNION ALL
        SELECT 'sign_ins', count(*) FROM {sign_in} UNION ALL
        SELECT 'links', count(*) FROM {staff_link} UNION ALL
        SELECT 'quotes', count(*) FROM {shipping_quote}
        """)
}
