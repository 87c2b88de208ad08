import Testing
import WebClient

@testable import Sandbox

/// The contract sheet's own figures, checked over HTTP.
@Suite struct `TriPay's contract` {
    static let example = Merchant(
        apiKey: "DEV-example", privateKey: "sandbox-demo-private-key-0001", merchantCode: "T12345", name: "Contoh",
        feeBearer: .customer)

    static var configuration: SandboxConfiguration {
        SandboxConfiguration(port: 0, merchants: DemoCredentials.merchants + [example])
    }

    @Test(arguments: [
        (
            "ytf6ooi2gmlNPfpchd94jDOk8hRWOu", "T0001", "INV55567", 1_500_000 as Int64,
            "9f167eba844d1fcb369404e2bda53702e2f78f7aa12e91da6715414e65b8c86a"
        ),
        (
            "sandbox-demo-private-key-0001", "T12345", "TK-20260301-0007", 264_500,
            "d5d7113e778d44a3fed5f192d11c355a554487dd6ad9be5075874ab9a755ffca"
        ),
    ])
    func `a request's signature is the documented one`(
        key: String, code: String, reference: String, amount: Int64, signature: String
    ) {
        let merchant = Merchant(
            apiKey: "DEV-x", privateKey: key, merchantCode: code, name: "x", feeBearer: .merchant)
        #expect(TriPaySignature.ofRequest(merchant, merchantRef: reference, amount: amount) == signature)
        #expect(TriPaySignature.isRight(signature, merchant, reference, amount))
        #expect(!TriPaySignature.isRight(signature, merchant, reference, amount + 1))
        #expect(!TriPaySignature.isRight(signature.uppercased(), merchant, reference, amount))
    }

    @Test func `the worked example makes a bill with the fee on the customer`() async throws {
        try await withSandbox(Self.configuration) { sandbox in
            var order = TriPayOrder(merchant: Self.example, merchantRef: "TK-20260301-0007")
            order.signature = "d5d7113e778d44a3fed5f192d11c355a554487dd6ad9be5075874ab9a755ffca"
            let bill = try await sandbox.bill(order)
            #expect(bill["amount"] == 268_750)
            #expect(bill["fee_merchant"] == 0)
            #expect(bill["fee_customer"] == 4_250)
            #expect(bill["total_fee"] == 4_250)
            #expect(bill["amount_received"] == 264_500)
            #expect(bill["status"] == "UNPAID")
            #expect(bill["pay_url"] == JSON.null)
            #expect(bill["reference"]?.text?.hasPrefix("DEV-T12345") == true)
            #expect(bill["pay_code"]?.text?.count == 16)
            #expect(bill["order_items"]?.elements.map { $0["subtotal"] } == [250_000, 14_500])
            #expect(!bill.names.contains("qr_string"))
            #expect(!bill.names.contains("qr_url"))
            #expect(!bill.names.contains("paid_at"))
        }
    }

    @Test func `a merchant that bears the fee receives less`() async throws {
        try await withSandbox(Self.configuration) { sandbox in
            let bill = try await sandbox.bill(.of(100_000, "QRISC", DemoCredentials.merchants[1]))
            #expect(bill["amount"] == 100_000)
            #expect(bill["fee_merchant"] == 1_450)
            #expect(bill["fee_customer"] == 0)
            #expect(bill["amount_received"] == 98_550)
        }
    }

    @Test(arguments: [
        ("QRIS", 100_000 as Int64, 1_450 as Int64), ("QRIS", 120_000, 1_590), ("QRIS", 100_001, 1_451),
        ("BCAVA", 100_000, 5_500), ("ALFAMIDI", 5_000, 3_500), ("OVO", 10_000, 1_000), ("DANA", 100_000, 3_000),
    ])
    func `a fee is computed as published, fractions up`(code: String, amount: Int64, fee: Int64) async throws {
        try await withSandbox(Self.configuration) { sandbox in
            let answer = try await sandbox.tripay(
                "/merchant/fee-calculator", [("amount", String(amount)), ("code", code)])
            let rows = answer["data"]?.elements ?? []
            #expect(rows.count == 1)
            #expect(rows.first?["total_fee"] == ["merchant": 0, "customer": .integer(fee)])
            let bill = try await sandbox.bill(.of(amount, code))
            #expect(bill["fee_customer"] == .integer(fee))
        }
    }

    @Test func `channels mix numbers and texts as the real answer does`() async throws {
        try await withSandbox(Self.configuration) { sandbox in
            let answer = try await sandbox.tripay("/merchant/payment-channel")
            let channels = answer["data"]?.elements ?? []
            #expect(channels.count == 20)
            let qris = try #require(channels.first { $0["code"] == "QRIS" })
            #expect(qris["total_fee"] == ["flat": 750, "percent": "0.70"])
            #expect(qris["fee_customer"]?["percent"] == .decimal("0.7"))
            #expect(qris["fee_merchant"] == ["flat": 0, "percent": 0])
            #expect(qris["maximum_fee"] == JSON.null)
            #expect(qris["group"] == "E-Wallet")
            let bni = try #require(channels.first { $0["code"] == "BNIVA" })
            #expect(bni["maximum_fee"] == 4_250)
            #expect(bni["group"] == "Virtual Account")
        }
    }

    @Test func `each kind of channel has its own keys`() async throws {
        try await withSandbox(Self.configuration) { sandbox in
            let store = try await sandbox.bill(.of(50_000, "ALFAMIDI"))
            #expect(store["pay_code"]?.text?.hasPrefix("0") == true)
            #expect(store["qr_string"] == JSON.null)
            let wallet = try await sandbox.bill(.of(50_000, "OVO"))
            #expect(wallet["pay_code"] == JSON.null)
            #expect(wallet["pay_url"]?.text?.hasPrefix("\(sandbox.base)/bayar/DEV-T10001") == true)
            let qris = try await sandbox.bill(.of(50_000, "QRIS"))
            #expect(qris["pay_code"] == JSON.null)
            #expect(qris["qr_string"]?.text?.hasPrefix("000201") == true)
            let picture = try await sandbox.transport.send(.get(try #require(qris["qr_url"]?.text)))
            #expect(picture.header("Content-Type") == "image/png")
            #expect(Array(picture.body.prefix(8)) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
        }
    }

    @Test func `a form with brackets makes the same bill as JSON`() async throws {
        try await withSandbox(Self.configuration) { sandbox in
            let merchant = DemoCredentials.merchants[0]
            let answer = try await sandbox.form(
                "/tripay/transaction/create",
                [
                    ("method", "BNIVA"), ("merchant_ref", "F-1"), ("amount", "30000"), ("customer_name", "Siti & Budi"),
                    ("customer_email", "siti@example.test"), ("order_items[0][name]", "Kopi"),
                    ("order_items[0][price]", "10000"), ("order_items[0][quantity]", "2"),
                    ("order_items[1][name]", "Ongkir"), ("order_items[1][price]", "10000"),
                    ("order_items[1][quantity]", "1"),
                    ("signature", TriPaySignature.ofRequest(merchant, merchantRef: "F-1", amount: 30_000)),
                ], RunningSandbox.bearer(merchant)
            ).json
            #expect(answer["data"]?["customer_name"] == "Siti & Budi")
            #expect(answer["data"]?["order_items"]?.elements.map { $0["subtotal"] } == [20_000, 10_000])
        }
    }

    @Test func `paid bills show when, as text in detail and as number in the list`() async throws {
        try await withSandbox(Self.configuration) { sandbox in
            let bill = try await sandbox.bill(.of(50_000, "ALFAMIDI"))
            let reference = try #require(bill["reference"]?.text)
            _ = try await sandbox.settle(reference)
            let detail = try await sandbox.tripay("/transaction/detail", [("reference", reference)])["data"]
            #expect(detail?["status"] == "PAID")
            let paidAt = try #require(detail?["paid_at"]?.text)
            let list = try await sandbox.tripay("/merchant/transactions", [("merchant_ref", "TK-7K2M9QXF")])
            let row = try #require(list["data"]?.elements.first)
            #expect(row["paid_at"] == .integer(try #require(Int64(paidAt))))
            #expect(row["pay_code"] == .integer(try #require(bill["pay_code"]?.text.flatMap { Int64($0) })))
            #expect(row.names.contains("expired_at"))
            #expect(!row.names.contains("expired_time"))
            #expect(list["pagination"]?["total_records"] == 1)
            let status = try await sandbox.tripay("/transaction/check-status", [("reference", reference)])
            #expect(status == ["success": true, "message": "Status transaksi saat ini PAID"])
        }
    }

    @Test func `the list pages and filters`() async throws {
        try await withSandbox(Self.configuration) { sandbox in
            for number in 1...5 {
                var order = TriPayOrder.of(50_000, "BNIVA")
                order.merchantRef = "TK-\(number)"
                _ = try await sandbox.bill(order)
            }
            let page = try await sandbox.tripay("/merchant/transactions", [("per_page", "2"), ("page", "2")])
            #expect(page["data"]?.elements.map { $0["merchant_ref"] } == ["TK-3", "TK-2"])
            #expect(page["pagination"]?["previous_page"] == 1)
            #expect(page["pagination"]?["next_page"] == 3)
            #expect(page["pagination"]?["last_page"] == 3)
            let one = try await sandbox.tripay("/merchant/transactions", [("merchant_ref", "TK-4"), ("sort", "asc")])
            #expect(one["data"]?.elements.map { $0["merchant_ref"] } == ["TK-4"])
        }
    }

    @Test func `how to pay names the code, and keeps its place free without one`() async throws {
        try await withSandbox(Self.configuration) { sandbox in
            let empty = try await sandbox.tripay("/payment/instruction", [("code", "BNIVA")])
            #expect(empty.written().contains("<b>{{pay_code}}</b>"))
            let plain = try await sandbox.tripay(
                "/payment/instruction", [("code", "BNIVA"), ("pay_code", "0812"), ("allow_html", "0")])
            #expect(plain.written().contains("Masukkan nomor VA (0812)"))
            #expect(!plain.written().contains("<b>"))
        }
    }
}
