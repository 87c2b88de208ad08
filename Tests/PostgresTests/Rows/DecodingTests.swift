import FoundationEssentials
import Postgres
import Testing
import TokoCore

@Suite struct DecodingTests {
    private static let echo = SQL(
        "echo",
        """
        SELECT $1::smallint AS small, $2::integer AS middle, $3::bigint AS big, $4::numeric AS exact, $5::text AS text,
            $6::boolean AS flag, $7::uuid AS uuid, $8::timestamptz AS time, $9::bytea AS bytes, $10::bigint[] AS ints,
            $11::text[] AS texts, $12::jsonb AS jsonb, $13::json AS json, $14::varchar(9) AS short, $15::date AS day,
            $16::float8 AS ratio, $17::integer[] AS middles, $18::real AS rough
        """)

    private func echo(_ values: SQLValue...) async throws -> Row {
        try await TestServer.lend(TestServer.pool(TestServer.url(), size: 1)) { pool in
            try await pool.control.run([Statement(Self.echo, values: values)])[0].one()
        }
    }

    @Test func `every type comes back as it went`() async throws {
        let uuid = UUID()
        let time = Date(timeIntervalSince1970: 1_795_500_302.123456)
        let row = try await echo(
            .int(-32_768), .int(-2_147_483_648), .int(.min), .text("-9223372036854775808"),
            .text("Kopi Aceh ☕️ \"é\" \\ 'x'"),
            .bool(true), .uuid(uuid), .timestamp(time), .bytes([0, 1, 255, 0]), .ints([.min, -1, 0, .max]),
            .texts(["", "NULL", "a,b", "\"q\" \\", "batik — 蠟染", "{}"]), .json(#"{"a": [1, "é"]}"#), .json(#"{"b":1}"#),
            .text("pendek"), .text("2024-02-29"), .text("0.25"), .ints([7, -7]), .text("-1.5"))
        #expect(try row.int("small") == -32_768)
        #expect(try row.int("middle") == -2_147_483_648)
        #expect(try row.int("big") == .min)
        #expect(try row.int("exact") == .min)
        #expect(try row.text("text") == "Kopi Aceh ☕️ \"é\" \\ 'x'")
        #expect(try row.bool("flag") == true)
        #expect(try row.uuid("uuid") == uuid)
        #expect(try abs(row.date("time").timeIntervalSince(time)) < 0.000_001)
        #expect(try row.bytes("bytes") == [0, 1, 255, 0])
        #expect(try row.ints("ints") == [.min, -1, 0, .max])
        #expect(try row.texts("texts") == ["", "NULL", "a,b", "\"q\" \\", "batik — 蠟染", "{}"])
        #expect(try row.text("jsonb") == #"{"a": [1, "é"]}"#)
        #expect(try row.text("json") == #"{"b":1}"#)
        #expect(try row.text("short") == "pendek")
        #expect(try row.date("day") == Date(timeIntervalSince1970: 1_709_164_800))
        #expect(try row.double("ratio") == 0.25)
        #expect(try row.ints("middles") == [7, -7])
        #expect(try row.double("rough") == -1.5)
    }

    @Test func `the other ends come back too`() async throws {
        let row = try await echo(
            .int(32_767), .int(2_147_483_647), .int(.max), .text("9223372036854775807"), .text(""), .bool(false),
            .optional(UUID?.none), .timestamp(.distantPast), .bytes([]), .ints([]), .texts([]), .json("[]"),
            .json("null"), .text(""), .text("1999-12-31"), .text("-0.5"), .ints([]), .text("0"))
        #expect(try row.int("small") == 32_767)
        #expect(try row.int("middle") == 2_147_483_647)
        #expect(try row.int("big") == .max)
        #expect(try row.int("exact") == .max)
        #expect(try row.text("text") == "")
        #expect(try row.bool("flag") == false)
        #expect(try row.uuidOrNil("uuid") == nil)
        #expect(try row.date("time") == .distantPast)
        #expect(try row.bytes("bytes") == [])
        #expect(try row.ints("ints") == [])
        #expect(try row.texts("texts") == [])
        #expect(try row.text("jsonb") == "[]")
        #expect(try row.date("day") == Date(timeIntervalSince1970: 946_598_400))
    }

    @Test func `NULL is nil where it may be and an error where not`() async throws {
        let row = try await TestServer.lend(TestServer.pool(TestServer.url(), size: 1)) { pool in
            try await pool.control.run([Statement(Self.echo, values: Array(repeating: .null, count: 18))])[0].one()
        }
        #expect(try row.intOrNil("big") == nil)
        #expect(try row.textOrNil("text") == nil)
        #expect(try row.boolOrNil("flag") == nil)
        #expect(try row.dateOrNil("time") == nil)
        #expect(try row.bytesOrNil("bytes") == nil)
        #expect(try row.moneyOrNil("big") == nil)
        #expect(try row.weightOrNil("big") == nil)
        #expect(try row.idOrNil("big", as: CartEntity.self) == nil)
        #expect(throws: DatabaseError.decoding(column: "big", expected: "an integer")) { try row.int("big") }
        #expect(throws: DatabaseError.decoding(column: "texts", expected: "an array of text")) {
            try row.texts("texts")
        }
        #expect(throws: DatabaseError.decoding(column: "big", expected: "an amount of rupiah")) { try row.money("big") }
    }

    private static let wrong = SQL(
        "wrong",
        """
        SELECT 'kopi'::text AS text, 5::bigint AS five, 2.5::numeric AS half, 'NaN'::numeric AS nan,
            9223372036854775808::numeric AS huge, -1::bigint AS negative, 'infinity'::timestamptz AS never,
            ARRAY[1, NULL]::bigint[] AS holes, ARRAY[[1, 2], [3, 4]]::bigint[] AS square, 1 AS twice, 2 AS twice
        """)

    @Test func `another type, a missing column and a value out of range are refused by name`() async throws {
        let row = try await TestServer.lend(TestServer.pool(TestServer.url(), size: 1)) { pool in
            try await pool.control.query(Self.wrong).one()
        }
        #expect(throws: DatabaseError.decoding(column: "text", expected: "an integer")) { try row.int("text") }
        #expect(throws: DatabaseError.decoding(column: "five", expected: "text")) { try row.text("five") }
        #expect(throws: DatabaseError.decoding(column: "half", expected: "an integer")) { try row.int("half") }
        #expect(throws: DatabaseError.decoding(column: "nan", expected: "an integer")) { try row.int("nan") }
        #expect(throws: DatabaseError.decoding(column: "huge", expected: "an integer")) { try row.int("huge") }
        #expect(throws: DatabaseError.decoding(column: "negative", expected: "an amount of rupiah")) {
            try row.money("negative")
        }
        #expect(throws: DatabaseError.decoding(column: "never", expected: "a time")) { try row.date("never") }
        #expect(throws: DatabaseError.decoding(column: "holes", expected: "an array of integers")) {
            try row.ints("holes")
        }
        #expect(throws: DatabaseError.decoding(column: "square", expected: "an array of integers")) {
            try row.ints("square")
        }
        #expect(throws: DatabaseError.decoding(column: "absent", expected: "an integer")) { try row.int("absent") }
        #expect(throws: DatabaseError.decoding(column: "five", expected: "a uuid")) { try row.uuid("five") }
        #expect(try row.int("twice") == 1)
        #expect(try row.money("five") == Money(rupiah: 5))
        #expect(try row.quantity("five") == Quantity(pieces: 5))
        #expect(try row.weight("five") == Weight(grams: 5))
    }

    private static let number = SQL("number", "SELECT $1::numeric AS exact")

    @Test(arguments: [0, 1, -1, 9_999, 10_000, -10_000, 10_001, 100_000_000, 123_456_789_012_345_678, 50_000_000_000])
    func `a whole numeric is an integer`(value: Int64) async throws {
        try await TestServer.lend(TestServer.pool(TestServer.url(), size: 1)) { pool in
            let plain = try await pool.control.query(Self.number, .int(value)).one()
            #expect(try plain.int("exact") == value)
            let scaled = try await pool.control.query(Self.number, .text("\(value).00")).one()
            #expect(try scaled.int("exact") == value)
        }
    }

    private static let moment = SQL("moment", "SELECT $1::timestamptz::text AS text, $1::timestamptz AS time")

    @Test(arguments: [
        (0.0, "1970-01-01 00:00:00+00"), (-0.000001, "1969-12-31 23:59:59.999999+00"),
        (951_782_400, "2000-02-29 00:00:00+00"), (1_795_503_600.5, "2026-11-24 07:00:00.5+00"),
        (253_402_300_799, "9999-12-31 23:59:59+00"), (-62_135_596_800, "0001-01-01 00:00:00+00"),
    ])
    func `a time is the same moment on both sides`(seconds: Double, text: String) async throws {
        let row = try await TestServer.lend(TestServer.pool(TestServer.url(), size: 1)) { pool in
            try await pool.control.query(Self.moment, .timestamp(Date(timeIntervalSince1970: seconds))).one()
        }
        #expect(try row.text("text") == text)
        #expect(try abs(row.date("time").timeIntervalSince1970 - seconds) < 0.000_001)
    }

    private static let many = SQL("many", "SELECT n, n::text AS text FROM generate_series(1, 20000) n")

    @Test func `many rows are a collection`() async throws {
        let rows = try await TestServer.lend(TestServer.pool(TestServer.url(), size: 1)) { pool in
            try await pool.control.query(Self.many)
        }
        #expect(rows.count == 20_000)
        #expect(rows.affected == 20_000)
        #expect(try rows[19_999].text("text") == "20000")
        #expect(try rows.map { try $0.int("n") }.reduce(0, +) == 200_010_000)
    }
}
