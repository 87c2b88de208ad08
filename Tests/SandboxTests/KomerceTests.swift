import Testing
import WebClient

@testable import Sandbox

@Suite struct `Komerce's contract` {
    static let key = [("key", DemoCredentials.batik.komerceKey)]

    private static func search(_ sandbox: RunningSandbox, _ text: String) async throws -> WebResponse {
        try await sandbox.get("/komerce/destination/domestic-destination", [("search", text)], key)
    }

    private static func place(_ sandbox: RunningSandbox, _ text: String) async throws -> Int64 {
        let rows = try await search(sandbox, text).json["data"]?.elements ?? []
        return try #require(rows.first { $0["subdistrict_name"] != "-" }?["id"]?.number)
    }

    private static func cost(
        _ sandbox: RunningSandbox, _ from: Int64, _ to: Int64, grams: Int64 = 1_000,
        couriers: String = "jne:sicepat:jnt"
    ) async throws -> WebResponse {
        try await sandbox.form(
            "/komerce/calculate/domestic-cost",
            [
                ("origin", String(from)), ("destination", String(to)), ("weight", String(grams)),
                ("courier", couriers), ("price", "lowest"),
            ], key)
    }

    @Test func `a village is found by fragments, in Komerce's spelling`() async throws {
        try await withSandbox { sandbox in
            let rows = try await Self.search(sandbox, "sinduharjo ngaglik").json["data"]?.elements ?? []
            let village = try #require(rows.first { $0["subdistrict_name"] == "SINDUHARJO" })
            #expect(village["label"] == "SINDUHARJO, NGAGLIK, SLEMAN, DI YOGYAKARTA, 55581")
            #expect(village["city_name"] == "SLEMAN")
            #expect(village["zip_code"] == "55581")
            let byZip = try await Self.search(sandbox, "10310").json["data"]?.elements ?? []
            #expect(byZip.last?["subdistrict_name"] == "MENTENG")
        }
    }

    @Test(arguments: [
        ("", 422, "search: cannot be blank."), ("zzz", 404, "Domestic Destinations Data not found"),
    ])
    func `nothing found is an error, not an empty list`(text: String, status: Int64, message: String) async throws {
        try await withSandbox { sandbox in
            let answer = try await Self.search(sandbox, text)
            #expect(Int64(answer.status) == status)
            let meta: JSON = ["message": .text(message), "code": .integer(status), "status": "error"]
            #expect(answer.text == (["meta": meta, "data": nil] as JSON).written(.go))
        }
    }

    @Test func `a bad key`() async throws {
        try await withSandbox { sandbox in
            let answer = try await sandbox.get(
                "/komerce/destination/domestic-destination", [("search", "menteng")], [("key", "wrong")])
            #expect(answer.status == 400)
            #expect(try answer.json["meta"]?["message"] == "Invalid Api key, key not found")
            #expect(try answer.json["meta"]?["status"] == "failed")
        }
    }

    @Test func `dearer when heavier and farther, and the same each time`() async throws {
        try await withSandbox { sandbox in
            let jakarta = try await Self.place(sandbox, "Menteng")
            let bandung = try await Self.place(sandbox, "Dago")
            let jayapura = try await Self.place(sandbox, "Hamadi")
            func regular(_ to: Int64, _ grams: Int64) async throws -> Int64 {
                let rows = try await Self.cost(sandbox, jakarta, to, grams: grams).json["data"]?.elements ?? []
                return try #require(rows.first { $0["code"] == "jne" && $0["service"] == "REG" }?["cost"]?.number)
            }
            #expect(try await regular(bandung, 1_000) == 13_000)
            #expect(try await regular(bandung, 1_001) == 26_000)
            #expect(try await regular(jayapura, 1_000) == 92_000)
        }
    }

    @Test func `inside one city JNE has no REG, and trucks come along elsewhere`() async throws {
        try await withSandbox { sandbox in
            let coblong = try await Self.place(sandbox, "Lebak Gede")
            let dago = try await Self.place(sandbox, "Dago")
            let inside = try await Self.cost(sandbox, coblong, dago, couriers: "jne").json["data"]?.elements ?? []
            #expect(inside.map { $0["service"] } == ["CTC", "CTCYES"])
            #expect(inside.map { $0["etd"] } == ["1-2 day", "0-0 day"])
            let menteng = try await Self.place(sandbox, "Menteng")
            let outside = try await Self.cost(sandbox, menteng, dago, couriers: "jne")
            #expect(outside.text.contains(#""service":"JTR\u003c130""#))
            #expect(try outside.json["data"]?.elements.contains { $0["service"] == "JTR<130" } == true)
        }
    }

    @Test func `a row may cost nothing, a time may be empty, and not everybody goes to Papua`() async throws {
        try await withSandbox { sandbox in
            let medan = try await Self.place(sandbox, "Petisah Tengah")
            let surabaya = try await Self.place(sandbox, "Ketabang")
            let rows = try await Self.cost(sandbox, medan, surabaya, couriers: "tiki:jnt").json["data"]?.elements ?? []
            #expect(rows.first?["cost"] == 0)
            #expect(rows.first { $0["code"] == "jnt" }?["etd"] == "")
            let papua = try await Self.place(sandbox, "Gurabesi")
            let none = try await Self.cost(sandbox, medan, papua, couriers: "ninja:lion")
            #expect(none.status == 400)
            #expect(try none.json["meta"]?["message"] == "Calculate Domestic Shipping Cost not found")
            let some = try await Self.cost(sandbox, medan, papua, couriers: "ninja:jne").json["data"]?.elements ?? []
            #expect(Set(some.compactMap { $0["code"]?.text }) == ["jne"])
        }
    }

    @Test(arguments: [
        (
            [("origin", "1000"), ("destination", "1003"), ("weight", "1000"), ("courier", "jne:foo")], 422,
            "Invalid Courier"
        ),
        ([("origin", "1000"), ("destination", "1003"), ("courier", "jne")], 400, "Missing Params"),
        ([("origin", "1000"), ("destination", "1003"), ("weight", "0"), ("courier", "jne")], 400, "Missing Params"),
        (
            [("origin", "1"), ("destination", "1003"), ("weight", "5"), ("courier", "jne")], 400,
            "Calculate Domestic Shipping Cost not found"
        ),
    ])
    func `a wrong question fails as a whole`(
        fields: [(String, String)], status: Int, message: String
    ) async throws {
        try await withSandbox { sandbox in
            let answer = try await sandbox.form("/komerce/calculate/domestic-cost", fields, Self.key)
            #expect(answer.status == status)
            #expect(try answer.json["meta"]?["message"] == .text(message))
        }
    }

    @Test func `step by step: province, city, district, village`() async throws {
        try await withSandbox { sandbox in
            func rows(_ path: String) async throws -> [JSON] {
                try await sandbox.get("/komerce/destination/" + path, [], Self.key).json["data"]?.elements ?? []
            }
            func id(_ rows: [JSON], _ name: String) throws -> Int64 {
                try #require(rows.first { $0["name"] == .text(name) }?["id"]?.number)
            }
            let province = try id(try await rows("province"), "JAWA BARAT")
            let city = try id(try await rows("city/\(province)"), "BANDUNG")
            let districts = try await rows("district/\(city)")
            #expect(districts.first?["zip_code"] == "0")
            let villages = try await rows("sub-district/\(try id(districts, "COBLONG"))")
            #expect(villages.contains { $0["name"] == "DAGO" && $0["zip_code"] == "40135" })
        }
    }

    @Test func `the quota switch, and a path that is none`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.misbehave(["provider": "komerce", "endpoint": "cost", "mode": "quota"])
            #expect(try await Self.cost(sandbox, 1_000, 1_001).status == 429)
            let nowhere = try await sandbox.get("/komerce/nowhere", [], Self.key)
            #expect(nowhere.status == 404)
            #expect(nowhere.text == "404 page not found")
            #expect(nowhere.header("Content-Type")?.hasPrefix("text/plain") == true)
        }
    }
}
