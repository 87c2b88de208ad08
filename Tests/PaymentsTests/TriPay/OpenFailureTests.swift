import ProviderDouble
import Testing

@testable import Payments

/// What each way to fail means for the bill: the difference decides whether stock is let go.
struct OpenFailureTests {
    private static let hello = #"{"success": true, "message": "", "data": "#

    static let refusals: [(Int, String, GatewayRefusal.Category)] = [
        (200, "Invalid API Key", .credential), (401, "Invalid API Key", .credential),
        (400, "Invalid signature", .credential),
        (
            403,
            "Unauthorized IP (203.0.113.9). Please add this IP to your merchant Whitelist IP (T12345)", .ipNotAllowed
        ),
        (400, "Channel pembayaran tidak aktif", .channel), (422, "Nominal kurang dari minimum", .amount),
        (200, "Amount does not match order items", .amount), (429, "Too Many Attempts", .other), (200, "", .other),
    ]

    @Test(arguments: refusals)
    func `success false is a definite no, whatever the status`(
        status: Int, message: String, category: GatewayRefusal.Category
    ) async throws {
        try await ProviderDouble.replying(.json(#"{"success": false, "message": "\#(message)"}"#, status: status)) {
            tripay in
            let gateway = Samples.gateway(tripay.baseURL)
            let request = try Samples.request()
            let refusal = GatewayError.refused(GatewayRefusal(category: category, logText: message))
            await #expect(throws: refusal) { try await gateway.open(request) }
            #expect(tripay.requests.count == 1)
        }
    }

    static let unclear: [(ProviderDouble.Reply, String)] = [
        (.page("<html>Just a moment...</html>", status: 403), "HTTP 403, text/html, 29 bytes: a web page"),
        (.page("<html>Just a moment...</html>", status: 503), "HTTP 503, text/html, 29 bytes: a web page"),
        (.page("\n <!DOCTYPE html>", status: 200), "HTTP 200, text/html, 17 bytes: a web page"),
        (
            .answer(status: 200, contentType: "application/json", body: "<html>"),
            "HTTP 200, application/json, 6 bytes: a web page"
        ),
        (.json("", status: 200), "HTTP 200, application/json, 0 bytes: empty"),
        (.answer(status: 502, contentType: nil, body: ""), "HTTP 502, no content type, 0 bytes: empty"),
        (.answer(status: 200, contentType: "text/plain", body: "ok"), "HTTP 200, text/plain, 2 bytes: not JSON"),
        (.json("[]"), "HTTP 200, application/json, 2 bytes: not JSON"),
        (.json("{"), "HTTP 200, application/json, 1 bytes: not TriPay's envelope"),
        (.json(#"{"message":"x"}"#, status: 401), "HTTP 401, application/json, 15 bytes: not TriPay's envelope"),
        (.json(#"{"success": false, "message": "Server Error"}"#, status: 500), "HTTP 500"),
        (.json(#"{"success": true, "message": ""}"#), "the opened bill is unreadable"),
        (.json(hello + "null}"), "the opened bill is unreadable"),
        (.json(hello + #"{"reference": "X"}}"#), "the opened bill is unreadable"),
        (.json(hello + Samples.bill(amount: "-5") + "}"), "the opened bill is unreadable"),
        (.json(hello + Samples.bill(amount: "268750.5") + "}"), "the opened bill is unreadable"),
        (.json(hello + Samples.bill(merchantRef: "\"TK-OTHER\"") + "}"), "the opened bill is another one"),
        (.json(hello + Samples.bill(merchantRef: "null") + "}"), "the opened bill is another one"),
        (.json(hello + Samples.bill(method: "\"BCAVA\"") + "}"), "the opened bill is another one"),
        (.json(hello + Samples.bill(times: "\"expired_time\": null") + "}"), "the opened bill is another one"),
        (.hangUp, "the connection broke; the request may have been carried out"),
        (.raw("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{\"succ"), Self.broke),
        (.raw("bukan HTTP\r\n\r\n"), Self.broke),
    ]
    private static let broke = "the connection broke; the request may have been carried out"

    @Test(arguments: unclear)
    func `anything but an envelope leaves open whether there is a bill`(
        reply: ProviderDouble.Reply, reason: String
    ) async throws {
        try await ProviderDouble.replying(reply) { tripay in
            let gateway = Samples.gateway(tripay.baseURL)
            let request = try Samples.request()
            await #expect(throws: GatewayError.outcomeUnknown(reason)) { try await gateway.open(request) }
            // Sending it again could open a second one.
            #expect(tripay.requests.count == 1)
        }
    }

    @Test func `no answer in time leaves open whether there is a bill`() async throws {
        try await ProviderDouble.replying(.silence) { tripay in
            let gateway = Samples.gateway(tripay.baseURL, timeout: .seconds(1))
            let request = try Samples.request()
            await #expect(
                throws: GatewayError.outcomeUnknown("no answer in time; the request may have been carried out")
            ) { try await gateway.open(request) }
        }
    }

    @Test func `a provider that cannot be reached has surely made nothing`() async throws {
        try await ProviderDouble.absent { baseURL in
            let gateway = Samples.gateway(baseURL)
            let request = try Samples.request()
            await #expect(throws: GatewayError.unavailable("the server cannot be reached")) {
                try await gateway.open(request)
            }
        }
    }

    @Test func `a bill over another amount is never shown`() async throws {
        try await ProviderDouble.replying(.json(Samples.success(Samples.bill(amount: "10000", fee: "0")))) { tripay in
            let gateway = Samples.gateway(tripay.baseURL)
            let request = try Samples.request()
            let refusal = GatewayRefusal(
                category: .amount,
                logText: "bill DEV-T1234500000012ABCDE charges 10000 with fee 0 for 264500")
            await #expect(throws: GatewayError.refused(refusal)) { try await gateway.open(request) }
        }
    }
}
