import Analytics
import FoundationEssentials
import Jobs
import ProviderDouble
import Testing

@Suite struct AnalyticsLaneTests {
    @Test func `a batch goes out as one call, with all that PostHog needs and nothing of a person`() async throws {
        try await ProviderDouble.replying(.json("{\"status\":1}")) { posthog in
            let outcomes = try await attempt(7...8, at: posthog.baseURL)
            #expect(outcomes[7] == .done(reference: "59307dea-f883-51d3-b678-f5bac1465cc3"))
            #expect(outcomes.count == 2)
            let request = try #require(posthog.requests.first)
            #expect(posthog.requests.count == 1)
            #expect(request.method == "POST")
            #expect(request.path == "/batch/")
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            let body = try decoder.decode(Batch.self, from: Data(request.body))
            #expect(body.apiKey == "phc_Uji42")
            #expect(!body.historicalMigration)
            #expect(body.batch.map(\.properties.orderId) == ["INV-7", "INV-8"])
            let event = body.batch[0]
            #expect(event.uuid == "59307dea-f883-51d3-b678-f5bac1465cc3")
            #expect(event.event == "Order Completed")
            #expect(event.timestamp == "2026-08-12T09:41:07.000Z")
            #expect(event.properties.distinctId == "42:0123456789abcdef0123456789abcdef")
            #expect(event.properties.total == 170_000)
            #expect(event.properties.tenantId == 42)
            #expect(event.properties.groups == ["shop": "42"])
            #expect(event.properties.withoutPlace && !event.properties.makesPerson)
        }
    }

    @Test func `of a hundred the one that PostHog refuses is parked alone`() async throws {
        try await ProviderDouble.answering { request in
            request.text.contains("INV-63")
                ? .answer(
                    status: 400, contentType: "text/plain", body: "event submitted without a distinct_id") : .json("{}")
        } _: { posthog in
            let outcomes = try await attempt(1...100, at: posthog.baseURL)
            #expect(outcomes.count == 100)
            #expect(
                outcomes[63]
                    == .failed(.permanent(reason: "PostHog menolak peristiwa: event submitted without a distinct_id")))
            #expect(outcomes.values.filter { if case .done = $0 { true } else { false } }.count == 99)
            #expect(posthog.requests.count <= 15)
        }
    }

    @Test func `a batch that is too large is halved until it fits`() async throws {
        try await ProviderDouble.answering { request in
            request.body.count > 1_500 ? .answer(status: 413, contentType: nil, body: "") : .json("{\"status\":\"Ok\"}")
        } _: { posthog in
            let outcomes = try await attempt(1...8, at: posthog.baseURL)
            #expect(outcomes.values.filter { if case .done = $0 { true } else { false } }.count == 8)
        }
    }

    @Test func `a wrong key stops the lane and is not repeated in the reason`() async throws {
        let answer = ProviderDouble.Reply.answer(
            status: 401, contentType: "text/plain", body: "API key is not valid: phc_Uji42")
        try await ProviderDouble.replying(answer) { posthog in
            let outcomes = try await attempt(1...3, at: posthog.baseURL)
            #expect(
                outcomes == [
                    1: .failed(
                        .account(reason: "PostHog tidak mengenal kunci proyek: API key is not valid: …"))
                ])
            #expect(posthog.requests.count == 1)
        }
    }

    @Test(arguments: [408, 429, 500, 502, 503, 504])
    func `what passes is tried later, by the first job alone`(status: Int) async throws {
        let answer = ProviderDouble.Reply.page("<html>nginx</html>", status: status)
        try await ProviderDouble.replying(answer) { posthog in
            let outcomes = try await attempt(1...3, at: posthog.baseURL)
            #expect(outcomes == [1: .failed(.later(reason: "PostHog sedang tidak bisa: HTTP \(status) (halaman)"))])
        }
    }

    @Test(arguments: ["", " \n", "<html>maintenance</html>"])
    func `a yes without a word of PostHog's is no yes`(body: String) async throws {
        try await ProviderDouble.replying(.page(body, status: 200)) { posthog in
            let outcomes = try await attempt(1...2, at: posthog.baseURL)
            #expect(
                outcomes == [
                    1: .failed(.later(reason: "PostHog tidak menjawab seperti PostHog: HTTP 200 tanpa kata"))
                ])
        }
    }

    @Test func `the wait that PostHog asks for is kept`() async throws {
        let answer = ProviderDouble.Reply.raw(
            "HTTP/1.1 429 Too Many Requests\r\nContent-Type: text/plain\r\nRetry-After: 90\r\nContent-Length: 12\r\n\r\nrate limited"
        )
        try await ProviderDouble.replying(answer) { posthog in
            let outcomes = try await attempt(1...1, at: posthog.baseURL)
            #expect(
                outcomes == [
                    1: .failed(
                        .later(reason: "PostHog sedang tidak bisa: HTTP 429 rate limited", after: .seconds(90)))
                ])
        }
    }

    @Test func `a broken connection is repeated, since equal events are one`() async throws {
        try await ProviderDouble.replying(.hangUp) { posthog in
            let outcomes = try await attempt(1...2, at: posthog.baseURL)
            #expect(outcomes.count == 1)
            guard case .failed(.later) = outcomes[1] else {
                Issue.record("\(String(describing: outcomes[1]))")
                return
            }
        }
    }

    @Test func `a shop without a key, and an order without consent, send nothing`() async throws {
        try await ProviderDouble.replying(.json("{}")) { posthog in
            let none = try await attempt(1...2, key: nil, at: posthog.baseURL)
            #expect(
                none == [
                    1: .skipped(reason: "PostHog belum disiapkan"), 2: .skipped(reason: "PostHog belum disiapkan"),
                ])
            let few = try await attempt(1...2, events: FewEvents(2...2), at: posthog.baseURL)
            #expect(few[1] == .skipped(reason: "tidak ada persetujuan, atau tidak ada lagi yang dihitung"))
            #expect(posthog.requests.count == 1)
        }
    }

    @Test(arguments: ["", "anonymous", "undefined", "0", "[object Object]"])
    func `an id that stands for nobody never leaves the house`(visitor: String) async throws {
        try await ProviderDouble.replying(.json("{}")) { posthog in
            var events = FewEvents(1...2)
            events.events[1] = .completed(1, visitor: visitor)
            let outcomes = try await attempt(1...2, events: events, at: posthog.baseURL)
            #expect(outcomes[1] == .failed(.permanent(reason: "pengunjung tanpa tanda pengenal yang sah")))
            #expect(posthog.requests.count == 1)
            #expect(posthog.requests.first?.text.contains("INV-1\"") == false)
        }
    }

    @Test func `an account that cannot be right says so without a call`() async throws {
        try await ProviderDouble.replying(.json("{}")) { posthog in
            let outcomes = try await attempt(1...2, key: "phx_rahasia", at: posthog.baseURL)
            #expect(
                outcomes == [
                    1: .failed(
                        .account(
                            reason:
                                "PostHog belum benar: project_key: harus berawalan phc_ dan hanya berisi huruf dan angka"
                        ))
                ])
            #expect(posthog.requests.isEmpty)
        }
    }

    private struct Batch: Decodable {
        let apiKey: String
        let historicalMigration: Bool
        let batch: [Event]

        struct Event: Decodable {
            let event: String
            let uuid: String
            let timestamp: String
            let properties: Properties
        }

        struct Properties: Decodable {
            let distinctId: String
            let orderId: String
            let total: Int
            let tenantId: Int
            let groups: [String: String]
            let withoutPlace: Bool
            let makesPerson: Bool

            enum CodingKeys: String, CodingKey {
                case distinctId, orderId, total, tenantId
                case groups = "$groups"
                case withoutPlace = "$geoipDisable"
                case makesPerson = "$processPersonProfile"
            }
        }
    }
}
