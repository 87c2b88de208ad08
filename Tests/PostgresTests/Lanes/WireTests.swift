import Testing
import TokoCore

@testable import Postgres

@Suite struct WireTests {
    /// The statements of one application in the order the server ran them, as its log tells.
    private func statements(_ log: String, of application: String) -> [String] {
        log.split(separator: "\n").compactMap { line in
            guard let mark = line.firstRange(of: "[\(application)] LOG:  ") else { return nil }
            let entry = line[mark.upperBound...]
            for prefix in ["execute ", "statement: "] where entry.hasPrefix(prefix) {
                guard let colon = entry.firstRange(of: ": ") else { return nil }
                return String(entry[colon.upperBound...])
            }
            return nil
        }
    }

    @Test func `on the wire a shop's unit is BEGIN, its role, its statements, COMMIT, and nothing sets a session`()
        async throws
    {
        try await OwnCluster.with(["log_statement = 'all'", "log_line_prefix = '[%a] '"]) { cluster in
            try await Scratch.with(server: cluster.url) { scratch in
                try await scratch.pool(size: 2, { $0.applicationName = "wire" }) { pool in
                    let shop = pool.tenant(scratch.a)
                    try await shop.query(ItemSQL.count)
                    _ = await refusal {
                        try await shop.run([
                            Statement(ItemSQL.insert, .text("first of \(scratch.a)"), .int(1)),
                            Statement(ItemSQL.count),
                        ])
                    }
                    try await pool.control.query(ItemSQL.backend)
                    try await shop.transaction(isolation: .serializable) { transaction in
                        try await transaction.query(ItemSQL.count)
                        try await transaction.commit(after: [Statement(ItemSQL.count)])
                    }
                }
                let count = "SELECT count(*) AS n FROM \(scratch.a.schema).item"
                let role = "SELECT set_config('role', $1, true)"
                let log = try await cluster.log()
                #expect(
                    statements(log, of: "wire") == [
                        "BEGIN", role, count, "COMMIT",
                        "BEGIN", role, "INSERT INTO \(scratch.a.schema).item (shop, name) VALUES ($2, $1) RETURNING id",
                        "ROLLBACK",
                        "BEGIN", "SELECT pg_backend_pid() AS pid, current_user::text AS role", "COMMIT",
                        "BEGIN ISOLATION LEVEL SERIALIZABLE", role, count, count, "COMMIT",
                    ])
                let ours = log.split(separator: "\n").filter { $0.hasPrefix("[wire]") }.joined(separator: "\n")
                #expect(ours.contains("parameters: $1 = '\(scratch.a.schema)'"))
                for forbidden in ["SET ROLE", "set role", "search_path", "SET SESSION", "RESET"] {
                    #expect(!ours.contains(forbidden))
                }
            }
        }
    }
}
