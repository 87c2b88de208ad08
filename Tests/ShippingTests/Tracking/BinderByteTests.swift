import FoundationEssentials
import ProviderDouble
import Tenancy
import Testing
import TokoCore
import WebClient

@testable import Shipping

struct BinderByteTests {
    static let now = Date(timeIntervalSince1970: 1_773_118_800)
    private static let key = "f00dfeedf00dfeed"

    private static func tracking(_ base: String, timeout: Duration = .seconds(10)) -> BinderByteTracking {
        BinderByteTracking(
            client: BinderByteClient(key: key, baseURL: base, transport: WebTransport(), timeout: timeout))
    }

    private static func ask(_ base: String, timeout: Duration = .seconds(10)) async -> Result<
        TrackedParcel, TrackingError
    > {
        do throws(TrackingError) {
            return .success(
                try await tracking(base, timeout: timeout).track(
                    courier: "jne", waybill: "8825112045716759", recipientPhone: "+6281234567890", at: now))
        } catch {
            return .failure(error)
        }
    }

    private static func parcel(_ base: String) async throws -> TrackedParcel {
        switch await ask(base) {
        case .success(let parcel): return parcel
        case .failure(let error): throw error
        }
    }

    static func answer(_ status: String, history: String, weight: String = "1", head: String = "200") -> String {
        """
        {"status": \(head), "message": "Successfully tracked package", "data": {
          "summary": {"awb": "8825112045716759", "courier": "JNE Express", "service": "REG", "status": "\(status)",
            "date": "", "desc": "", "amount": "", "weight": \(weight)},
          "detail": {"origin": "BANDUNG", "destination": "JAKARTA", "shipper": "TOKO, JL. RAHASIA 1",
            "receiver": "SITI, JL. MELATI 5"},
          "history": \(history)}}
        """
    }

    static let twoSteps = """
        [{"date": "2026-03-01 17:25:00", "desc": "TERIMA", "location": "BANDUNG"},
         {"date": "2026-03-03 14:02:00", "desc": "DELIVERED TO [SITI]", "location": ""}]
        """

    @Test func `the question carries the key, our code and the recipient's last digits in its query only`() async throws
    {
        try await ProviderDouble.replying(.json(Self.answer("DELIVERED", history: Self.twoSteps))) { provider in
            let parcel = try await Self.parcel(provider.baseURL)
            #expect(parcel.state == .delivered)
            #expect(parcel.word == "DELIVERED")
            #expect(parcel.history.map(\.text) == ["DELIVERED TO [SITI]", "TERIMA"])
            #expect(parcel.history.map(\.place) == ["", "BANDUNG"])
            #expect(parcel.deliveredAt == Date(timeIntervalSince1970: 1_772_521_320))
            let request = provider.requests[0]
            #expect(request.path == "/v1/track")
            #expect(
                request.query == [
                    "api_key": Self.key, "courier": "jne", "awb": "8825112045716759", "number": "67890",
                ])
            #expect(!"\(parcel)".contains("RAHASIA") && !"\(parcel)".contains("MELATI"))
        }
    }

    @Test(arguments: ["1", "\"1 Kg\"", "\"\"", "1.5", "null", "{}"])
    func `a weight may be anything`(weight: String) async throws {
        try await ProviderDouble.replying(.json(Self.answer("ON PROCESS", history: "[]", weight: weight))) { provider in
            let parcel = try await Self.parcel(provider.baseURL)
            #expect(parcel.state == .waiting)
        }
    }

    @Test(arguments: ["200", "\"200\""])
    func `the body's status may be text`(head: String) async throws {
        try await ProviderDouble.replying(.json(Self.answer("ON PROCESS", history: Self.twoSteps, head: head))) {
            provider in
            let parcel = try await Self.parcel(provider.baseURL)
            #expect(parcel.state == .moving)
        }
    }

    @Test(arguments: ["null", "\"\"", "{}", "[5, null, {\"date\": 7}]"])
    func `a history that is none is empty`(history: String) async throws {
        try await ProviderDouble.replying(.json(Self.answer("ON PROCESS", history: history))) { provider in
            let parcel = try await Self.parcel(provider.baseURL)
            #expect(parcel.history == [])
        }
    }

    static let refusals: [(ProviderDouble.Reply, TrackingError)] = [
        (
            .json(#"{"status": 400, "message": "API Key not found"}"#, status: 400),
            .refusedKey("BinderByte does not know the shop's api_key")
        ),
        (.json(#"{"status": 400, "message": "Data not found"}"#, status: 400), .unknownWaybill),
        (.json(#"{"status": 404, "message": "resi tidak ditemukan"}"#, status: 404), .unknownWaybill),
        (.json(#"{"status": 400, "message": "Data not found"}"#), .unknownWaybill),
        (.json(#"{"status": "400", "message": "Data not found"}"#), .unknownWaybill),
        (.json(#"{"status": 400, "message": "Invalid awb or courier"}"#, status: 400), .impossibleWaybill),
        (.json(#"{"status": 400, "message": "Courier is not supported"}"#, status: 400), .noCourier),
        (.json(#"{"status": 400, "message": "Limit kuota habis"}"#, status: 400), .quota("HTTP 400")),
        (.json(#"{"status": 429, "message": "Too many"}"#, status: 429), .quota("HTTP 429")),
        (.page("<html>429</html>", status: 429), .quota("HTTP 429")),
        (.page("<html>Maintenance</html>", status: 200), .unavailable("HTTP 200, no JSON")),
        (.page("<html>Just a moment</html>", status: 403), .unavailable("HTTP 403, no JSON")),
        (.page("<html>502</html>", status: 503), .unavailable("HTTP 503")),
        (.json("", status: 200), .unavailable("HTTP 200, no JSON")),
        (.json("{\"status\": 200, \"mess", status: 200), .unavailable("HTTP 200, another form of JSON")),
        (.json("{\"status\": 200, \"message\": \"ok\"}"), .unavailable("the answer has no parcel")),
        (.json("[]", status: 200), .unavailable("the answer is no parcel")),
        (.json("[]", status: 400), .unavailable("HTTP 400, another form of JSON")),
    ]

    @Test(arguments: refusals)
    func `what is no parcel is told apart`(reply: ProviderDouble.Reply, error: TrackingError) async throws {
        try await ProviderDouble.replying(reply) { provider in
            let answer = await Self.ask(provider.baseURL)
            #expect(answer == .failure(error))
            #expect(!"\(answer)".contains(Self.key))
        }
    }

    @Test func `a broken server is asked once more, a refusal is not`() async throws {
        try await ProviderDouble.replying(
            .page("", status: 502), .json(Self.answer("DELIVERED", history: Self.twoSteps))
        ) { provider in
            let parcel = try await Self.parcel(provider.baseURL)
            #expect(parcel.state == .delivered)
            #expect(provider.requests.count == 2)
        }
        try await ProviderDouble.replying(.json(#"{"status": 400, "message": "Data not found"}"#, status: 400)) {
            provider in
            _ = await Self.ask(provider.baseURL)
            #expect(provider.requests.count == 1)
        }
    }

    @Test func `silence, absence and a hung up line are no answer, and tell no key`() async throws {
        try await ProviderDouble.replying(.silence) { provider in
            let answer = await Self.ask(provider.baseURL, timeout: .milliseconds(200))
            #expect(answer == .failure(.unavailable("no answer in time; the request may have been carried out")))
        }
        try await ProviderDouble.absent { base in
            #expect(await Self.ask(base) == .failure(.unavailable("the server cannot be reached")))
        }
    }

    @Test func `a courier that is not in its list is not asked for`() async throws {
        try await ProviderDouble.replying(.json("{}")) { provider in
            await #expect(throws: TrackingError.noCourier) {
                try await Self.tracking(provider.baseURL).track(
                    courier: "gosend", waybill: "GK-1", recipientPhone: "", at: Self.now)
            }
            #expect(provider.requests.isEmpty)
        }
    }

    static let quotas: [(ProviderDouble.Reply, ProbeResult)] = [
        (
            .json(
                #"[{"status": 200, "product": "cek-resi", "count": "31", "limit": "2000", "price": "0", "balance": "0"}]"#
            ),
            ProbeResult(.works, "31 dari 2.000 pengecekan terpakai")
        ),
        (
            .json(#"[{"status": 200, "count": 2000, "limit": "2000"}]"#),
            ProbeResult(.incomplete, "2.000 dari 2.000 pengecekan terpakai: kuota habis")
        ),
        (
            .json(#"{"status": 400, "message": "API Key not found"}"#, status: 400),
            ProbeResult(.refused, "BinderByte menolak api_key")
        ),
        (.json("[]"), ProbeResult(.unreachable, "BinderByte menjawab tanpa angka kuota")),
    ]

    @Test(arguments: quotas)
    func `the button tells what is left of the plan`(reply: ProviderDouble.Reply, result: ProbeResult) async throws {
        try await ProviderDouble.replying(reply) { provider in
            let probe = BinderByteProbe(key: { _ in Self.key }, baseURL: provider.baseURL, transport: WebTransport())
            #expect(await probe.probe(TenantID(1)) == result)
        }
    }
}
