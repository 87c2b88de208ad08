public import Postgres

/// Puts a list of regions in place of the one before, in one transaction; doing it again changes nothing.
public struct RegionImport: Sendable {
    public struct Changes: Sendable, Hashable {
        /// New ones and ones whose name or postal code is another now.
        public let written: Int
        public let removed: Int
    }

    let pool: ConnectionPool

    /// - Parameter pool: logs in as the owner of schema `tokoku`.
    public init(pool: ConnectionPool) { self.pool = pool }

    /// - Parameter progress: called with how many of the list have been sent.
    @discardableResult
    public func replace(
        with list: RegionList, progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> Changes {
        try await pool.withExclusive { connection in
            try await connection.script(Self.begin, name: "region.begin")
            var sent = 0
            while sent < list.entries.count {
                let batch = list.entries[sent..<min(sent + 10_000, list.entries.count)]
                try await connection.query(
                    Self.send, .texts(batch.map(\.code)), .texts(batch.map { $0.parent ?? "" }),
                    .ints(batch.map(\.level)), .texts(batch.map(\.name)), .texts(batch.map(\.postalCode)),
                    name: "region.send")
                sent += batch.count
                progress(sent)
            }
            try await connection.script("ANALYZE incoming", name: "region.analyze")
            let written = try await connection.query(Self.write, name: "region.write").affected
            let removed = try await connection.query(Self.remove, name: "region.remove").affected
            try await connection.script("COMMIT; ANALYZE tokoku.region", name: "region.commit")
            return Changes(written: written, removed: removed)
        }
    }

    private static let begin = """
        BEGIN;
        CREATE TEMPORARY TABLE incoming (code text, parent text, level smallint, name text, postal_code text)
            ON COMMIT DROP;
        """

    /// $1 codes, $2 parents, $3 levels, $4 names, $5 postal codes; empty means none
    private static let send = """
        INSERT INTO incoming
        SELECT code, nullif(parent, ''), level, name, nullif(postal_code, '')
        FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[])
            AS t (code, parent, level, name, postal_code)
        """

    private static let write = """
        INSERT INTO tokoku.region AS r (code, parent, level, name, postal_code, search)
        SELECT v.code, v.parent, v.level, v.name, v.postal_code,
            CASE WHEN v.level = 4 THEN
                to_tsvector('simple', concat_ws(' ', v.name, d.name, k.name, p.name, v.postal_code))
            END
        FROM incoming v
        LEFT JOIN incoming d ON d.code = v.parent
        LEFT JOIN incoming k ON k.code = d.parent
        LEFT JOIN incoming p ON p.code = k.parent
        ON CONFLICT (code) DO UPDATE
        SET name = excluded.name, postal_code = excluded.postal_code, search = excluded.search
        WHERE (r.name, r.postal_code, r.search) IS DISTINCT FROM (excluded.name, excluded.postal_code, excluded.search)
        """

    private static let remove = """
        DELETE FROM tokoku.region r WHERE NOT EXISTS (SELECT FROM incoming i WHERE i.code = r.code)
        """
}
