import FoundationEssentials
import Postgres
import Testing
import TokoCore

@Suite struct StatementTests {
    @Test(arguments: [
        ("SELECT * FROM {cart_line} l JOIN {variant} v", "SELECT * FROM t_42.cart_line l JOIN t_42.variant v"),
        ("SELECT '{cart}', '{}'::bigint[], '{\"a\":1}'", "SELECT '{cart}', '{}'::bigint[], '{\"a\":1}'"),
        ("SELECT 'it''s {x}', {item}.id FROM {item}", "SELECT 'it''s {x}', t_42.item.id FROM t_42.item"),
        ("{Item} {1a} {a b} {a", "{Item} {1a} {a b} {a"),
        ("{a1}{b_2}", "t_42.a1t_42.b_2"),
        ("", ""),
    ])
    func `only a mark outside quotes becomes a table of the scope`(text: String, expanded: String) {
        #expect(TableMarks.expand(text, schema: TenantID(42).schema) == expanded)
    }

    private static let echo = SQL("echo.three", "SELECT $1::bigint AS n, $2::text AS text, $3::text[] AS texts")

    @Test func `text with a zero byte is refused before it is cut short`() async throws {
        try await TestServer.lend(TestServer.pool(TestServer.url(), size: 1)) { pool in
            await #expect(throws: DatabaseError.unsendable(statement: "echo.three", parameter: 2)) {
                try await pool.control.query(Self.echo, .int(1), .text("ko\0pi"), .texts([]))
            }
            await #expect(throws: DatabaseError.unsendable(statement: "echo.three", parameter: 3)) {
                try await pool.control.query(Self.echo, .int(1), .text("kopi"), .texts(["a", "\0"]))
            }
        }
    }

    private static let moment = SQL("moment.one", "SELECT $1::timestamptz AS time")

    @Test(arguments: [-200_000_000_000, 253_402_300_800, .infinity, .nan])
    func `a time that PostgreSQL would misread is refused`(seconds: Double) async throws {
        try await TestServer.lend(TestServer.pool(TestServer.url(), size: 1)) { pool in
            await #expect(throws: DatabaseError.unsendable(statement: "moment.one", parameter: 1)) {
                try await pool.control.query(Self.moment, .timestamp(Date(timeIntervalSince1970: seconds)))
            }
        }
    }

    @Test func `an absent value is NULL`() async throws {
        try await TestServer.lend(TestServer.pool(TestServer.url(), size: 1)) { pool in
            let row = try await pool.control.query(
                Self.echo, .optional(CartID?.none), .optional(String?.none), .null
            ).one()
            #expect(try row.intOrNil("n") == nil)
            #expect(try row.textOrNil("text") == nil)
        }
    }
}
