import Testing
import WebClient

@testable import Sandbox

@Suite struct `Shipping Delivery's contract` {
    static let key = [("x-api-key", "batik-komerce-delivery-key")]

    private static func search(
        _ sandbox: RunningSandbox, _ keyword: String, _ key: [(String, String)] = key
    ) async throws -> WebResponse {
        try await sandbox.get("/komerce-delivery/tariff/api/v1/destination/search", [("keyword", keyword)], key)
    }

    private static func calculate(
        _ sandbox: RunningSandbox, _ from: Int64, _ to: Int64, weight: String
    ) async throws -> WebResponse {
        try await sandbox.get(
            "/komerce-delivery/tariff/api/v1/calculate",
            [
                ("shipper_destination_id", String(from)), ("receiver_destination_id", String(to)),
                ("weight", weight), ("item_value", "300000"),
            ], key)
    }

    private static func place(_ sandbox: RunningSandbox, _ keyword: String, village: String) async throws -> Int64 {
        let rows = try await search(sandbox, keyword).json["data"]?.elements ?? []
        return try #require(rows.first { $0["subdistrict_name"]?.text == village }?["id"]?.number)
    }

    @Test func `by postal code another place's row comes first, under a misspelt message`() async throws {
        try await withSandbox { sandbox in
            let answer = try await Self.search(sandbox, "53131")
            #expect(try answer.json["meta"]?["message"] == "Sucessfully Get Destination Data")
            let rows = try answer.json["data"]?.elements ?? []
            #expect(rows.first?["zip_code"] != "53131")
            let village = try #require(rows.first { $0["subdistrict_name"] == "KEDUNGWULUH" })
            #expect(village["label"] == "KEDUNGWULUH, PURWOKERTO BARAT, BANYUMAS, 53131")
            #expect(village["province_name"] == nil)
            #expect(try await Self.search(sandbox, "zzz").json["data"]?.elements.isEmpty == true)
        }
    }

    @Test func `weights are kilograms, and its numbers are not Shipping Cost's`() async throws {
        try await withSandbox { sandbox in
            let from = try await Self.place(sandbox, "10310", village: "MENTENG")
            let to = try await Self.place(sandbox, "40135", village: "DAGO")
            func regular(_ weight: String) async throws -> Double? {
                let rows =
                    try await Self.calculate(sandbox, from, to, weight: weight)
                    .json["data"]?["calculate_reguler"]?.elements ?? []
                switch rows.first(where: { $0["shipping_name"] == "JNE" })?["shipping_cost"] {
                case .decimal(let cost): return Double(cost)
                case .integer(let cost): return Double(cost)
                default: return nil
                }
            }
            let one = try #require(try await regular("1"))
            #expect(one > 0)
            #expect(try await regular("0.999") == one)
            #expect(try await regular("1.001") == 2 * one)
            // Grams are taken for kilograms without a word.
            #expect(try await regular("1200") == 1_200 * one)
            let cost = try await sandbox.get(
                "/komerce/destination/domestic-destination", [("search", "menteng menteng")], `Komerce's contract`.key)
            let numbers = try cost.json["data"]?.elements.compactMap { $0["id"]?.number } ?? []
            #expect(!numbers.isEmpty && !numbers.contains(from))
        }
    }

    @Test(arguments: [[("x-api-key", "batik-komerce-key")], [("key", "batik-komerce-delivery-key")], []])
    func `a key of the other product, or in the other header, is refused`(key: [(String, String)]) async throws {
        try await withSandbox { sandbox in
            let answer = try await Self.search(sandbox, "10310", key)
            #expect(answer.status == 401)
            #expect(try answer.json["meta"]?["status"] == "failed")
        }
    }

    @Test func `the free plan has a hundred calls a day, of each product, until Jakarta's midnight`() async throws {
        var configuration = SandboxConfiguration(port: 0)
        configuration.komerceKeys = ["toko-free"]
        try await withSandbox(configuration) { sandbox in
            let key = [("x-api-key", "toko-free")]
            let registered = try await sandbox.post("/_sandbox/komerce-delivery-keys", ["key": "toko-free"])
            #expect(registered.status == 201)
            for _ in 1...100 { #expect(try await Self.search(sandbox, "10310", key).status == 200) }
            let over = try await Self.search(sandbox, "10310", key)
            #expect(over.status == 429)
            #expect(try over.json["meta"]?["message"] == "Daily limit exceeded")
            let cost = try await sandbox.get(
                "/komerce/destination/domestic-destination", [("search", "menteng")], [("key", "toko-free")])
            #expect(cost.status == 200)
            _ = try await sandbox.post("/_sandbox/clock", ["advance_seconds": 86_400])
            #expect(try await Self.search(sandbox, "10310", key).status == 200)
        }
    }
}
