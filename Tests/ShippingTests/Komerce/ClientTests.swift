import ProviderDouble
import Testing
import TokoCore
import WebClient

@testable import Shipping

struct ClientTests {
    private static func client(_ baseURL: String, timeout: Duration = .seconds(10)) -> KomerceClient {
        KomerceClient(
            key: "key-0001", baseURL: baseURL, transport: WebTransport(userAgent: "TokoKu-test"), timeout: timeout)
    }

    private static func cost(_ client: KomerceClient) async throws -> [KomerceCost] {
        try await client.cost(
            from: KomerceCostPlaceID(number: 31_555), to: KomerceCostPlaceID(number: 17_473),
            weight: try Weight(grams: 1_200), couriers: ["jne", "sicepat", "jnt"])
    }

    @Test func `places are searched by fragment and prices asked in grams`() async throws {
        let costs = #"[{"name": "JNE", "code": "jne", "service": "REG", "cost": "23000.00", "etd": null}, {"code": 5}]"#
        try await ProviderDouble.replying(
            .json(Samples.success("[\(Samples.originRow), {\"id\": \"x\"}]")), .json(Samples.success(costs))
        ) { komerce in
            let client = Self.client(komerce.baseURL)
            let found = try await client.search("Sinduharjo Ngaglik", limit: 100, offset: 0)
            #expect(found.map(\.id.number) == [31_555])
            let prices = try await Self.cost(client)
            #expect(prices.map { $0.rate()?.cost.rupiah } == [23_000])

            let search = komerce.requests[0]
            #expect(search.method == "GET")
            #expect(search.path == "/destination/domestic-destination")
            #expect(search.query == ["search": "Sinduharjo Ngaglik", "limit": "100", "offset": "0"])
            #expect(search.headers["key"] == "key-0001")
            let cost = komerce.requests[1]
            #expect(cost.method == "POST")
            #expect(cost.path == "/calculate/domestic-cost")
            #expect(cost.headers["content-type"] == "application/x-www-form-urlencoded")
            #expect(cost.headers["key"] == "key-0001")
            #expect(
                cost.form == [
                    "origin": "31555", "destination": "17473", "weight": "1200", "courier": "jne:sicepat:jnt",
                    "price": "lowest",
                ])
        }
    }

    @Test func `a parcel without weight is asked for as one gram`() async throws {
        try await ProviderDouble.replying(.json(Samples.success("[]"))) { komerce in
            _ = try await Self.client(komerce.baseURL).cost(
                from: KomerceCostPlaceID(number: 1), to: KomerceCostPlaceID(number: 2), weight: .zero,
                couriers: ["jne"])
            #expect(komerce.requests[0].form["weight"] == "1")
        }
    }

    static let nothing: [ProviderDouble.Reply] = [
        .json(Samples.notFound, status: 404),
        .json(Samples.failure("Calculate Domestic Shipping Cost not found", 400), status: 400),
        .json(Samples.failure("Calculate Domestic Shipping Cost not found", 404, status: "failed"), status: 404),
        .json(Samples.failure("Calculate Domestic Shipping Cost not found", 400), status: 200),
        .json(Samples.success("[]")), .json(Samples.success("null")),
        .json(#"{"meta": {"message": "Success", "code": 200, "status": "success"}}"#),
    ]

    @Test(arguments: nothing)
    func `nothing found is an empty list in all its spellings`(reply: ProviderDouble.Reply) async throws {
        try await ProviderDouble.replying(reply) { komerce in
            let costs = try await Self.cost(Self.client(komerce.baseURL))
            let places = try await Self.client(komerce.baseURL).search("Astanaanyar", limit: 100, offset: 0)
            #expect(costs.isEmpty && places.isEmpty)
            #expect(komerce.requests.count == 2)
        }
    }

    static let failures: [(ProviderDouble.Reply, RateError, Int)] = [
        (
            .json(Samples.failure("Invalid Api key, key not found", 400, status: "failed"), status: 400),
            .refusedKey("Komerce refuses the shop's shipping_cost_key"), 1
        ),
        (
            .json(Samples.failure("Unauthorized", 401), status: 401),
            .refusedKey("Komerce refuses the shop's shipping_cost_key"), 1
        ),
        (
            .json(Samples.failure("Invalid Courier", 422), status: 422),
            .misconfigured("Komerce does not know one of the shop's couriers"), 1
        ),
        (.json(Samples.failure("Daily limit exceeded", 429), status: 429), .quotaExhausted, 1),
        (.json(Samples.failure("Daily limit exceeded", 429), status: 200), .quotaExhausted, 1),
        (.page("<html>429</html>", status: 429), .quotaExhausted, 1),
        (
            .json(Samples.failure("Missing Params", 400), status: 400),
            .unavailable("HTTP 400, refused the question"), 1
        ),
        (
            .json(Samples.failure("search: cannot be blank.", 422), status: 422),
            .unavailable("HTTP 422, refused the question"), 1
        ),
        (
            .answer(status: 404, contentType: "text/plain", body: "404 page not found"),
            .unavailable("HTTP 404, not Komerce's envelope"), 1
        ),
        (.page("<html>", status: 200), .unavailable("HTTP 200, not Komerce's envelope"), 1),
        (.json(""), .unavailable("HTTP 200, not Komerce's envelope"), 1),
        (.json(Samples.success(#""teks""#)), .unavailable("the answer's data are of another form"), 1),
        (
            .json(#"{"meta": {"message": "?", "code": 200, "status": "failed"}, "data": []}"#),
            .unavailable("HTTP 200, refused the question"), 1
        ),
        (.json(Samples.failure("Server Error", 500, status: "success"), status: 200), .unavailable("HTTP 200"), 2),
        (.page("<html>502 Bad Gateway</html>", status: 502), .unavailable("HTTP 502, no JSON"), 2),
        (.json(Samples.failure("Server Error", 500), status: 500), .unavailable("HTTP 500"), 2),
        (
            .hangUp, .unavailable("the connection broke; the request may have been carried out"), 2
        ),
    ]

    @Test(arguments: failures)
    func `each failure says who can act, and only the server's own are tried once more`(
        reply: ProviderDouble.Reply, error: RateError, tries: Int
    ) async throws {
        try await ProviderDouble.replying(reply) { komerce in
            let client = Self.client(komerce.baseURL)
            await #expect(throws: error) { try await Self.cost(client) }
            #expect(komerce.requests.count == tries)
        }
    }

    @Test func `a second try that succeeds counts`() async throws {
        try await ProviderDouble.replying(.page("<html>", status: 502), .json(Samples.success("[]"))) { komerce in
            let costs = try await Self.cost(Self.client(komerce.baseURL))
            #expect(costs.isEmpty)
            #expect(komerce.requests.count == 2)
        }
    }

    @Test func `a customer does not wait for a second time-out`() async throws {
        try await ProviderDouble.replying(.silence) { komerce in
            let client = Self.client(komerce.baseURL, timeout: .seconds(1))
            await #expect(throws: RateError.unavailable("no answer in time; the request may have been carried out")) {
                try await Self.cost(client)
            }
            #expect(komerce.requests.count == 1)
        }
    }

    @Test func `a provider that cannot be reached is unavailable`() async throws {
        try await ProviderDouble.absent { baseURL in
            let client = Self.client(baseURL)
            await #expect(throws: RateError.unavailable("the server cannot be reached")) {
                try await Self.cost(client)
            }
        }
    }
}
