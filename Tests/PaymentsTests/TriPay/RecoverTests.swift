import ProviderDouble
import Testing

@testable import Payments

/// The way back from a create whose answer was lost.
struct RecoverTests {
    private static func row(_ reference: String, _ status: String, ref: String = "TK-7K2M9QXF", amount: Int = 268_750)
        -> String
    {
        """
        {"reference": "\(reference)", "merchant_ref": "\(ref)", "payment_method": "BNIVA", "payment_name": "BNI",
         "customer_phone": null, "amount": \(amount), "fee_merchant": 0, "fee_customer": 4250, "pay_code": 8107,
         "checkout_url": "https://tripay.co.id/checkout/x", "status": "\(status)", "note": null,
         "created_at": 1772337600, "expired_at": 1772380800, "paid_at": null}
        """
    }

    private static func list(_ rows: String...) -> String {
        #"{"success": true, "message": "Success", "data": [\#(rows.joined(separator: ","))], "pagination": {}}"#
    }

    @Test func `bills are asked for by our own name for the attempt`() async throws {
        let list = Self.list(Self.row("A", "EXPIRED"), Self.row("B", "UNPAID", ref: "TK-7K2M9QXF-2"))
        try await ProviderDouble.replying(.json(list)) { tripay in
            let bills = try await Samples.gateway(tripay.baseURL).find(merchantRef: "TK-7K2M9QXF")
            #expect(bills.map(\.reference) == ["A"])
            #expect(bills[0].status == .expired)
            #expect(bills[0].payCode == nil)
            #expect(tripay.requests[0].path == "/merchant/transactions")
            #expect(
                tripay.requests[0].query == ["merchant_ref": "TK-7K2M9QXF", "per_page": "50", "sort": "desc"])
        }
    }

    @Test(
        arguments: [
            (list(), nil), (list(row("A", "UNPAID", ref: "TK-OTHER")), nil), (list(row("A", "UNPAID", amount: 1)), nil),
            (list(row("A", "UNPAID")), "A"), (list(row("A", "UNPAID"), row("B", "PAID")), "B"),
            (list(row("A", "EXPIRED"), row("B", "UNPAID")), "B"), (list(row("A", "EXPIRED")), "A"),
        ] as [(String, String?)])
    func `a lost bill is found again, a paid one first, and read in full`(list: String, found: String?) async throws {
        try await ProviderDouble.answering({ request in
            if request.path == "/merchant/transactions" { return .json(list) }
            let bill = Samples.bill().replacing(
                "DEV-T1234500000012ABCDE\"", with: (request.query["reference"] ?? "") + "\"")
            return .json(Samples.success(bill))
        }) { tripay in
            let bill = try await Samples.gateway(tripay.baseURL).recover(try Samples.request())
            #expect(bill?.reference == found)
            #expect(bill?.opened?.payCode == (found == nil ? nil : "810791351119808"))
        }
    }

    @Test func `a row that cannot be read may be the bill, so nothing is concluded`() async throws {
        try await ProviderDouble.replying(.json(Self.list(#"{"merchant_ref": "TK-7K2M9QXF"}"#))) { tripay in
            let gateway = Samples.gateway(tripay.baseURL)
            let request = try Samples.request()
            await #expect(throws: GatewayError.unavailable("merchant/transactions: unreadable data")) {
                try await gateway.recover(request)
            }
        }
    }
}
