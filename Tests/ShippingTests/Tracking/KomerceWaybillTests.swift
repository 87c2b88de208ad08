import FoundationEssentials
import ProviderDouble
import Testing
import WebClient

@testable import Shipping

struct KomerceWaybillTests {
    private static let now = Date(timeIntervalSince1970: 1_773_118_800)

    private static func ask(_ base: String, courier: String = "jne") async -> Result<TrackedParcel, TrackingError> {
        let provider = KomerceWaybill(key: "key-0001", baseURL: base, transport: WebTransport())
        do throws(TrackingError) {
            return .success(
                try await provider.track(
                    courier: courier, waybill: "MT685U91", recipientPhone: "081234567890", at: now))
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

    private static func answer(delivered: String, status: String, manifest: String) -> String {
        """
        {"meta": {"message": "Success Get Waybill", "code": 200, "status": "success"}, "data": {
          "delivered": \(delivered), "summary": {"courier_code": "jne", "receiver_name": "SITI", "destination":
          "Jl. Melati 5", "status": "\(status)"}, "delivery_status": {"status": "\(status)", "pod_date": "2026-03-03",
          "pod_time": "14:02"}, "manifest": \(manifest)}}
        """
    }

    @Test func `the question names the recipient's last digits, and delivered decides`() async throws {
        let manifest = """
            [{"manifest_code": "1", "manifest_description": "Diterima di agen", "manifest_date": "2026-03-01",
              "manifest_time": "10:14", "city_name": "BANDUNG"},
             {"manifest_code": "5", "manifest_description": "Diterima oleh SITI", "manifest_date": "2026-03-03",
              "manifest_time": "14:02", "city_name": ""}]
            """
        try await ProviderDouble.replying(
            .json(Self.answer(delivered: "true", status: "ON PROCESS", manifest: manifest)),
            .json(Self.answer(delivered: "false", status: "ON PROCESS", manifest: "[]")),
            .json(Self.answer(delivered: "true", status: "DELIVERED", manifest: "null"))
        ) { provider in
            let parcel = try await Self.parcel(provider.baseURL)
            #expect(parcel.state == .delivered)
            #expect(parcel.history.map(\.text) == ["Diterima oleh SITI", "Diterima di agen"])
            #expect(parcel.deliveredAt == Date(timeIntervalSince1970: 1_772_521_320))
            let request = provider.requests[0]
            #expect(request.method == "POST")
            #expect(request.query == ["awb": "MT685U91", "courier": "jne", "last_phone_number": "67890"])
            #expect(request.headers["key"] == "key-0001")
            let fresh = try await Self.parcel(provider.baseURL)
            #expect(fresh.state == .waiting)
            let terse = try await Self.parcel(provider.baseURL)
            #expect(terse.deliveredAt == Date(timeIntervalSince1970: 1_772_521_320))
        }
    }

    static func failure(_ message: String, _ code: Int, status: Int) -> ProviderDouble.Reply {
        .json(
            #"{"meta": {"message": "\#(message)", "code": \#(code), "status": "error"}, "data": null}"#, status: status)
    }

    static let refusals: [(ProviderDouble.Reply, TrackingError)] = [
        (failure("Invalid Awb", 404, status: 404), .unknownWaybill),
        (failure("Checking AWB not found", 404, status: 404), .unknownWaybill),
        (failure("Invalid Awb", 400, status: 200), .unknownWaybill),
        (failure("Invalid Courier", 422, status: 422), .noCourier),
        (
            failure("Invalid Api key, key not found", 400, status: 400),
            .refusedKey("Komerce refuses the shop's shipping_cost_key")
        ),
        (failure("Daily limit exceeded", 429, status: 429), .quota("HTTP 429")),
        (.page("404 page not found", status: 404), .unavailable("HTTP 404, not Komerce's envelope")),
        (
            .json(#"{"meta": {"message": "ok", "code": 200, "status": "success"}, "data": null}"#),
            .unavailable("the answer has no parcel")
        ),
        (
            .json(#"{"meta": {"message": "ok", "code": 200, "status": "success"}, "data": []}"#),
            .unavailable("the answer is no parcel")
        ),
    ]

    @Test(arguments: refusals)
    func `what is no parcel is told apart`(reply: ProviderDouble.Reply, error: TrackingError) async throws {
        try await ProviderDouble.replying(reply) { provider in
            #expect(await Self.ask(provider.baseURL) == .failure(error))
        }
    }

    @Test func `a courier whose tracking is not sure is not asked for`() async throws {
        try await ProviderDouble.replying(.json("{}")) { provider in
            #expect(await Self.ask(provider.baseURL, courier: "sicepat") == .failure(.noCourier))
            #expect(provider.requests.isEmpty)
        }
    }
}
