import FoundationEssentials
import Testing
import TokoCore
import WebClient

@testable import Payments

/// The invented merchant and order of TriPay's worked examples.
enum Samples {
    static let credentials = TriPayCredentials(
        apiKey: "DEV-key-0001", privateKey: "sandbox-demo-private-key-0001", merchantCode: "T12345")

    /// 1 March 2026, 00:00 UTC.
    static let now = Date(timeIntervalSince1970: 1_772_323_200)

    static func gateway(_ baseURL: String, timeout: Duration = .seconds(10)) -> TriPayGateway {
        var gateway = TriPayGateway(
            credentials: credentials, baseURL: baseURL, transport: WebTransport(userAgent: "TokoKu-test"))
        gateway.createTimeout = timeout
        gateway.readTimeout = timeout
        return gateway
    }

    /// Two shirts at 125,000 and 14,500 shipping.
    static func request(
        channel: String = "BNIVA", amount: Int64 = 264_500, shipping: Int64 = 14_500, attempt: Int = 1
    ) throws -> BillRequest {
        let code = try #require(OrderCode(typed: "TK-7K2M9QXF"))
        return BillRequest(
            order: code, attempt: attempt, channel: channel, amount: try Money(rupiah: amount),
            customer: .init(name: "Siti Rahma", email: "siti@example.test", phone: "081234567890"),
            lines: [
                .init(
                    name: "Kemeja Batik Parang (M)", sku: "BTK-PRG-M", price: try Money(rupiah: 125_000),
                    quantity: try Quantity(pieces: 2))
            ],
            shipping: try Money(rupiah: shipping), callbackURL: "https://batik.example.test/webhook/tripay",
            returnURL: "https://batik.example.test/pesanan/TK-7K2M9QXF", window: 960, now: now)
    }

    /// A bill as TriPay answers it; each argument is JSON.
    static func bill(
        merchantRef: String = "\"TK-7K2M9QXF\"", method: String = "\"BNIVA\"", amount: String = "268750",
        fee: String = "4250", payCode: String = "\"810791351119808\"", payURL: String = "null",
        status: String = "\"UNPAID\"", times: String = "\"expired_time\": 1772380800", more: String = ""
    ) -> String {
        """
        {"reference": "DEV-T1234500000012ABCDE", "merchant_ref": \(merchantRef), "payment_selection_type": "static",
         "payment_method": \(method), "payment_name": "BNI Virtual Account", "customer_name": "Siti Rahma",
         "customer_phone": null, "amount": \(amount), "fee_merchant": 0, "fee_customer": \(fee), "total_fee": 4250,
         "amount_received": 264500, "pay_code": \(payCode), "pay_url": \(payURL),
         "checkout_url": "https://tripay.co.id/checkout/DEV-T1234500000012ABCDE", "status": \(status), \(times)\(more)}
        """
    }

    static func success(_ data: String) -> String { "{\"success\": true, \"message\": \"\", \"data\": \(data)}" }
}
