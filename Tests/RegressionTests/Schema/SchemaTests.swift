import Postgres
import TestSupport
import Testing
import TokoCore

/// What a shop costs and what it may hold, read from the catalogue of a migrated database.
@Suite struct SchemaTests {
    @Test func `a shop has fewer than 30 tables and 60 indexes`() async throws {
        try await withShop { shop in
            let kinds = try await shop.counted(
                "SELECT relkind::text AS what, count(*) AS many FROM pg_class WHERE relnamespace = $1::text::regnamespace"
                    + " GROUP BY 1")
            #expect(try #require(kinds["r"]) < 30)
            #expect(try #require(kinds["i"]) < 60)
            // Tables, their indexes and the sequences of their keys, and nothing else that could cost or act.
            #expect(Set(kinds.keys) == ["r", "i", "S"])
        }
    }

    @Test func `nothing of a shop reaches outside of its schema`() async throws {
        try await withShop { shop in
            let found = try await shop.trespasses([
                "a foreign key to another schema": """
                SELECT conname AS name FROM pg_constraint
                WHERE connamespace = $1::text::regnamespace AND contype = 'f'
                    AND (SELECT relnamespace FROM pg_class WHERE oid = confrelid) <> $1::text::regnamespace
                """,
                "a trigger": """
                SELECT tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                WHERE c.relnamespace = $1::text::regnamespace AND NOT t.tgisinternal
                """,
                "a function": "SELECT proname AS name FROM pg_proc WHERE pronamespace = $1::text::regnamespace",
                "another's table": """
                SELECT relname AS name FROM pg_class
                WHERE relnamespace = $1::text::regnamespace
                    AND relowner <> (SELECT oid FROM pg_roles WHERE rolname = $1::text)
                """,
            ])
            #expect(found == [:])
        }
    }

    @Test func `columns are of the kind that holds what they are for`() async throws {
        try await withShop { shop in
            let found = try await shop.trespasses(
                [
                    // The schema is the shop.
                    "a shop's number in its own schema": "attname IN ('tenant_id', 'tenant', 'shop_id', 'store_id')",
                    "money": "attname LIKE '%rupiah' AND atttypid <> 'bigint'::regtype",
                    "weight": "attname LIKE '%grams' AND atttypid <> 'bigint'::regtype",
                    "pieces": "attname IN ('pieces', 'on_hand') AND atttypid <> 'bigint'::regtype",
                    "fractions": "atttypid IN ('real'::regtype, 'double precision'::regtype, 'numeric'::regtype)",
                    "a time without zone": "atttypid = 'timestamp'::regtype",
                    "text with a length": "atttypid IN ('varchar'::regtype, 'bpchar'::regtype)",
                    // 32,935 of the country's villages have codes beyond 32 bits once the dots are gone.
                    "a region's code": "attname LIKE '%village%' AND atttypid <> 'text'::regtype",
                    "a postal code": "attname = 'postal_code' AND atttypid <> 'text'::regtype",
                    // Of packs, and of visitors as their browsers call themselves.
                    "a number inside a shop": """
                    (attname = 'id' OR attname LIKE '%\\_id') AND attname NOT IN ('theme_id', 'analytics_id') AND atttypid <> 'bigint'::regtype
                    """,
                ].mapValues { condition in
                    """
                    SELECT c.relname || '.' || attname AS name FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
                    WHERE c.relnamespace = $1::text::regnamespace AND c.relkind = 'r' AND attnum > 0
                        AND NOT attisdropped AND \(condition)
                    """
                })
            #expect(found == [:])
        }
    }

    /// Two products may both come in `hitam`; two shops may both have everything.
    @Test func `what must be unique is unique within its shop, a SKU within its product`() async throws {
        try await withShop { shop in
            let unique = try await shop.names(
                """
                SELECT c.relname || ' (' || string_agg(a.attname, ', ' ORDER BY k.place) || ')' AS name
                FROM pg_index i
                JOIN pg_class c ON c.oid = i.indrelid
                CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (column_number, place)
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.column_number
                WHERE c.relnamespace = $1::text::regnamespace AND i.indisunique AND NOT i.indisprimary
                GROUP BY i.indexrelid, c.relname ORDER BY 1
                """)
            #expect(unique.contains("variant (product_id, sku)"))
            #expect(!unique.contains("variant (sku)"))
            #expect(unique.contains("order (customer_id, idempotency_key)"))
            #expect(unique.contains("order (code)"))
            #expect(unique.contains("cart (customer_id)"))
            #expect(unique.contains("customer (issuer, subject)"))
        }
    }
}

extension ShopFixture {
    /// - Parameter queries: each by what it looks for.
    /// - Returns: what each has found, without those that found nothing.
    fileprivate func trespasses(_ queries: [String: String]) async throws -> [String: [String]] {
        var found: [String: [String]] = [:]
        for (what, query) in queries {
            let names = try await names(query)
            if !names.isEmpty { found[what] = names }
        }
        return found
    }

    /// - Parameter query: `name`, with the shop's schema, which is also its role, as $1.
    fileprivate func names(_ query: String) async throws -> [String] {
        try await admin.withExclusive { connection in
            try await connection.query("SELECT name::text FROM (\(query)) AS found", .text(id.schema)).map {
                try $0.text("name")
            }
        }
    }

    fileprivate func counted(_ query: String) async throws -> [String: Int64] {
        try await admin.withExclusive { connection in
            try await connection.query(query, .text(id.schema)).reduce(into: [:]) { counts, row in
                counts[try row.text("what")] = try row.int("many")
            }
        }
    }
}
