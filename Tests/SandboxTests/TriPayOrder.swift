@testable import Sandbox

/// A create request as a shop would send it, with room to spoil it.
struct TriPayOrder {
    var merchant = DemoCredentials.merchants[0]
    var method = "BNIVA"
    var merchantRef = "TK-7K2M9QXF"
    var amount: Int64 = 264_500
    var items: JSON = [
        ["sku": "BTK-PRG-M", "name": "Kemeja Batik Parang (M)", "price": 125_000, "quantity": 2],
        ["name": "Pengiriman", "price": 14_500, "quantity": 1],
    ]
    var signature: String?
    var callbackURL: String?
    var extra: JSON = [:]

    /// One line that is the whole sum.
    static func of(_ amount: Int64, _ method: String, _ merchant: Merchant = DemoCredentials.merchants[0]) -> Self {
        TriPayOrder(
            merchant: merchant, method: method, amount: amount,
            items: [["name": "Pesanan", "price": .integer(amount), "quantity": 1]])
    }

    var body: JSON {
        let signature =
            signature ?? TriPaySignature.ofRequest(merchant, merchantRef: merchantRef, amount: amount)
        return
            ([
                "method": .text(method), "merchant_ref": .text(merchantRef), "amount": .integer(amount),
                "customer_name": "Siti Rahma", "customer_email": "siti@example.test", "customer_phone": "081234567890",
                "order_items": items, "callback_url": .optional(callbackURL),
                "return_url": "https://batik.example.test/pesanan/TK-7K2M9QXF", "signature": .text(signature),
            ] as JSON).adding(extra)
    }
}

extension RunningSandbox {
    static func bearer(_ merchant: Merchant) -> [(String, String)] { [("Authorization", "Bearer \(merchant.apiKey)")] }

    func tripay(
        _ path: String, _ query: [(String, String)] = [], as merchant: Merchant = DemoCredentials.merchants[0]
    ) async throws -> JSON {
        try await get("/tripay" + path, query, Self.bearer(merchant)).json
    }

    func create(_ order: TriPayOrder) async throws -> JSON {
        try await post("/tripay/transaction/create", order.body, Self.bearer(order.merchant)).json
    }

    /// Makes a bill that must succeed.
    func bill(_ order: TriPayOrder) async throws -> JSON {
        let answer = try await create(order)
        guard answer["success"] == true, let data = answer["data"] else {
            throw SandboxTestError.unexpected(answer.written())
        }
        return data
    }

    /// Pays, or does something else to, a bill, and waits until each letter was tried once.
    func settle(_ reference: String, _ deed: String = "pay") async throws -> JSON {
        try await post("/_sandbox/transactions/\(reference)/\(deed)", ["wait": true]).json
    }
}
