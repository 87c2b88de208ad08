import Testing
import TokoCore

@testable import Postgres

@Suite struct ExclusiveTests {
    @Test func `a script runs whole or not at all`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool { pool in
                try await pool.withExclusive { connection in
                    try await connection.script(
                        "CREATE TABLE tokoku.note (n int); INSERT INTO tokoku.note VALUES (1), (2);", name: "0001")
                    let error = await refusal {
                        try await connection.script(
                            """
                            INSERT INTO tokoku.note VALUES (3);
                            SELECT 1 / 0;
                            INSERT INTO tokoku.note VALUES (4);
                            """, name: "0002_bad.sql")
                    }
                    #expect(error == .server(sqlState: "22012", statement: "0002_bad.sql", constraint: nil, table: nil))
                    let count = try await connection.query("SELECT count(*) AS n FROM tokoku.note").one().int("n")
                    #expect(count == 2)
                }
            }
        }
    }

    @Test func `values go beside the text`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool { pool in
                try await pool.withExclusive { connection in
                    let row = try await connection.query(
                        "SELECT $1::bigint AS n, $2::text AS text", .int(7), .text("'; DROP TABLE x; --")
                    ).one()
                    #expect(try row.int("n") == 7)
                    #expect(try row.text("text") == "'; DROP TABLE x; --")
                    let named = await refusal {
                        try await connection.query(text: "SELECT * FROM tokoku.none", name: "nothing")
                    }
                    #expect(named?.sqlState == "42P01")
                    #expect(named.map { "\($0)" } == "database refused nothing: SQLSTATE 42P01")
                }
            }
        }
    }

    @Test func `a lock ends with the body that took it`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool { pool in
                try await pool.withExclusive { first in
                    try await first.query("SELECT pg_advisory_lock(4711)::text AS done")
                    try await pool.withExclusive { second in
                        let mine = try await second.query("SELECT pg_try_advisory_lock(4711) AS mine").one()
                        #expect(try mine.bool("mine") == false)
                    }
                }
                try await pool.withExclusive { third in
                    try await third.query("SELECT pg_advisory_lock(4711)::text AS done")
                }
            }
        }
    }

    @Test func `a cancelled script stops on the server`() async throws {
        try await Scratch.with { scratch in
            try await scratch.superuser { observer in
                try await scratch.pool { pool in
                    let sleeping = SQL(
                        "sleeping",
                        """
                        SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database()
                            AND state = 'active' AND query LIKE 'SELECT pg_sleep%'
                        """)
                    let work = Task {
                        try await pool.withExclusive { try await $0.script("SELECT pg_sleep(60)", name: "slow") }
                    }
                    while try await observer.control.query(sleeping).one().int("n") != 1 { await Task.yield() }
                    work.cancel()
                    await #expect(throws: CancellationError.self) { try await work.value }
                    while try await observer.control.query(sleeping).one().int("n") != 0 { await Task.yield() }
                }
            }
        }
    }
}
