import ProviderDouble
import Tenancy
import TestSupport
import Testing
import WebClient

@testable import Shipping

struct KomerceProbeTests {
    private static let menteng = Samples.row(17_488, "MENTENG", "MENTENG", "JAKARTA PUSAT", "DKI JAKARTA", "10310")

    @Test(
        arguments: [
            (nil, nil, .notSetUp, "shipping_cost_key dan shipping_delivery_key belum diisi"),
            ("good", nil, .works, "Shipping Cost: kunci berlaku"),
            (nil, "good", .works, "Shipping Delivery: kunci berlaku"),
            ("good", "bad", .refused, "Shipping Cost: kunci berlaku; Shipping Delivery: Komerce menolak kuncinya"),
            (
                "full", "good", .incomplete,
                "Shipping Cost: jatah panggilan hari ini habis; Shipping Delivery: kunci berlaku"
            ),
            ("html", nil, .unreachable, "Shipping Cost: tidak menjawab dengan benar: HTTP 502, no JSON"),
        ] as [(String?, String?, ProbeResult.Verdict, String)])
    func `each key that is set is tried once`(
        cost: String?, delivery: String?, verdict: ProbeResult.Verdict, detail: String
    ) async throws {
        try await withShop { shop in
            try await ProviderDouble.answering({ request in
                switch request.headers["key"] ?? request.headers["x-api-key"] {
                case "good": .json(Samples.success("[\(Self.menteng)]"))
                case "full": .json(Samples.failure("Daily limit exceeded", 429), status: 429)
                case "html": .page("<html></html>", status: 502)
                default: .json(Samples.failure("Invalid Api key, key not found", 400, status: "failed"), status: 400)
                }
            }) { komerce in
                let probe = KomerceProbe(
                    key: { _, product in product == .cost ? cost : delivery }, shops: { _ in shop.database },
                    costURL: komerce.baseURL, deliveryURL: komerce.baseURL, transport: WebTransport())
                let result = await probe.probe(shop.id)
                #expect(result == ProbeResult(verdict, detail))
                if cost == "good" {
                    let budget = CallBudget(shop.database, product: .cost, callsPerDay: 1)
                    let used = try await budget.used()
                    #expect(used == 1)
                }
            }
        }
    }
}
