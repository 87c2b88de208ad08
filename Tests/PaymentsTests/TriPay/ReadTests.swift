import FoundationEssentials
import ProviderDouble
import Testing

@testable import Payments

struct ReadTests {
    private static let paid = Date(timeIntervalSince1970: 1_772_341_200)

    @Test(
        arguments: [
            (#""expired_time": 1772380800, "paid_at": "1772341200""#, paid),
            (#""expired_time": "1772380800", "paid_at": 1772341200"#, paid),
            (#""expired_at": 1772380800, "paid_at": null"#, nil), (#""expired_time": 1772380800"#, nil),
            (#""expired_time": 1772380800, "paid_at": """#, nil), (#""expired_time": 1772380800, "paid_at": 0"#, nil),
        ] as [(String, Date?)])
    func `times come in three spellings`(times: String, paidAt: Date?) async throws {
        try await ProviderDouble.replying(.json(Samples.success(Samples.bill(status: "\"PAID\"", times: times)))) {
            tripay in
            let bill = try await Samples.gateway(tripay.baseURL).detail(reference: "DEV-T1234500000012ABCDE")
            #expect(bill.paidAt == paidAt)
            #expect(bill.expiresAt == Date(timeIntervalSince1970: 1_772_380_800))
            #expect(bill.status == .paid)
            #expect(tripay.requests[0].path == "/transaction/detail")
            #expect(tripay.requests[0].query == ["reference": "DEV-T1234500000012ABCDE"])
        }
    }

    @Test(
        arguments: [
            ("\"0810791351119808\"", "0810791351119808"), ("810791351119808", nil), ("null", nil), ("\"\"", nil),
        ] as [(String, String?)])
    func `a pay code that lost its zeros is not shown`(given: String, code: String?) async throws {
        try await ProviderDouble.replying(.json(Samples.success(Samples.bill(payCode: given)))) { tripay in
            let bill = try await Samples.gateway(tripay.baseURL).detail(reference: "DEV-T1234500000012ABCDE")
            #expect(bill.payCode == code)
        }
    }

    static let failures: [(ProviderDouble.Reply, GatewayError)] = [
        (
            .json(#"{"success": false, "message": "Transaction not found"}"#, status: 404),
            .refused(GatewayRefusal(category: .other, logText: "Transaction not found"))
        ),
        (
            .page("<html>", status: 403),
            .unavailable("transaction/detail: HTTP 403, text/html, 6 bytes: a web page")
        ),
        (
            .json(#"{"success": false, "message": "x"}"#, status: 503),
            .unavailable("transaction/detail: HTTP 503")
        ),
        (.json(Samples.success("{}")), .unavailable("transaction/detail: unreadable data")),
        (.json(Samples.success(Samples.bill(amount: "-1"))), .unavailable("transaction/detail: a bill is unreadable")),
        (
            .json(Samples.success(Samples.bill().replacing("ABCDE\", \"merchant", with: "OTHER\", \"merchant"))),
            .unavailable("the detail is of another bill")
        ),
        (
            .hangUp,
            .unavailable("transaction/detail: the connection broke; the request may have been carried out")
        ),
    ]

    @Test(arguments: failures)
    func `a failed question changes nothing and says so`(reply: ProviderDouble.Reply, error: GatewayError) async throws
    {
        try await ProviderDouble.replying(reply) { tripay in
            let gateway = Samples.gateway(tripay.baseURL)
            await #expect(throws: error) { try await gateway.detail(reference: "DEV-T1234500000012ABCDE") }
        }
    }
}
