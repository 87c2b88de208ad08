import FoundationEssentials
import Hummingbird

/// TriPay's merchant interface under `/tripay`.
struct TriPayCalls {
    let records: Records
    let stage: Stage
    /// Whether QR codes hold the real sandbox's `SANDBOX MODE` in place of EMV text.
    let hasPlainQR: Bool

    func addRoutes(to router: Router<SandboxContext>) {
        let tripay = router.group("tripay")
        tripay.get("merchant/payment-channel", use: handler("channels", listChannels))
        tripay.get("merchant/fee-calculator", use: handler("fee", calculateFee))
        tripay.get("payment/instruction", use: handler("instruction", instruct))
        tripay.post("transaction/create", use: handler("create", create))
        tripay.get("transaction/detail", use: handler("detail", showDetail))
        tripay.get("transaction/check-status", use: handler("status", checkStatus))
        tripay.get("merchant/transactions", use: handler("list", listTransactions))
        tripay.get("qr/:reference") { request, context in
            try await showQR(Call(request, context)).response
        }
        tripay.get("icon/:name") { request, context in
            try await showIcon(Call(request, context)).response
        }
    }

    private typealias Work = @Sendable (Call, Merchant) async throws -> Answer

    /// Checks the key, does the work, and puts a refusal into TriPay's words.
    private func handler(
        _ endpoint: String, _ work: @escaping Work
    ) -> @Sendable (Request, SandboxContext) async throws -> Response {
        let records = records
        return stage.handler(
            .tripay, endpoint,
            names: { call in
                let key = call.bearer ?? ""
                return [key, await records.merchant(apiKey: key)?.merchantCode]
            },
            { call in
                do {
                    guard let key = call.bearer, !key.isEmpty else { throw TriPayRefusal.invalidKey }
                    guard key.hasPrefix("DEV-") else { throw TriPayRefusal.productionKey }
                    guard let merchant = await records.merchant(apiKey: key) else { throw TriPayRefusal.invalidKey }
                    return try await work(call, merchant)
                } catch let refusal as TriPayRefusal {
                    return refusal.answer
                }
            })
    }

    private func success(_ data: JSON, message: JSON = "") -> Answer {
        .json(["success": true, "message": message, "data": data], style: .php)
    }

    @Sendable private func listChannels(_ call: Call, _ merchant: Merchant) throws -> Answer {
        let code = call.query.filled("code")
        let channels = Channel.all.filter { code == nil || $0.code == code }
        return success(.list(channels.map { $0.json(for: merchant, origin: call.origin) }), message: "Success")
    }

    @Sendable private func calculateFee(_ call: Call, _ merchant: Merchant) throws -> Answer {
        guard let amount = call.query.integer("amount"), (1...1_000_000_000_000).contains(amount) else {
            throw TriPayRefusal.invalid("Field amount wajib diisi")
        }
        let code = call.query.filled("code")
        let channels = Channel.all.filter { code == nil || $0.code == code }
        guard !channels.isEmpty else { throw TriPayRefusal.invalid("Channel pembayaran tidak tersedia") }
        return success(.list(channels.map { $0.feeJSON(for: merchant, amount: amount) }))
    }

    @Sendable private func instruct(_ call: Call, _ merchant: Merchant) throws -> Answer {
        guard let code = call.query.filled("code"), Channel.named(code) != nil else {
            throw TriPayRefusal.invalid("Channel pembayaran tidak tersedia")
        }
        let instructions = Instructions(
            code, payCode: call.query.filled("pay_code"), amount: call.query.integer("amount"),
            isHTML: call.query.text("allow_html") != "0")
        return success(instructions.json)
    }

    @Sendable private func create(_ call: Call, _ merchant: Merchant) async throws -> Answer {
        let now = Date.unixNow
        let order = try CreateOrder(call.body, of: merchant, now: now)
        let hasPlainQR = hasPlainQR
        let bill = try await records.open { number in
            BillNumbers(number, merchant).bill(for: order, of: merchant, hasPlainQR: hasPlainQR, now: now)
        }
        return success(bill.json(origin: call.origin, isDetail: false))
    }

    @Sendable private func showDetail(_ call: Call, _ merchant: Merchant) async throws -> Answer {
        success(try await bill(call, merchant).json(origin: call.origin, isDetail: true))
    }

    @Sendable private func checkStatus(_ call: Call, _ merchant: Merchant) async throws -> Answer {
        let status = try await bill(call, merchant).status.rawValue
        return .json(["success": true, "message": .text("Status transaksi saat ini \(status)")], style: .php)
    }

    @Sendable private func listTransactions(_ call: Call, _ merchant: Merchant) async throws -> Answer {
        let list = TransactionList(
            await records.allBills.filter { $0.apiKey == merchant.apiKey }, query: call.query, origin: call.origin)
        return .json(
            [
                "success": true, "message": "Success", "data": .list(list.rows), "pagination": list.pagination,
            ], style: .php)
    }

    /// A merchant sees its own transactions only.
    private func bill(_ call: Call, _ merchant: Merchant) async throws -> Bill {
        guard let reference = call.query.filled("reference") else {
            throw TriPayRefusal.invalid("Field reference wajib diisi")
        }
        guard let bill = await records.bill(reference), bill.apiKey == merchant.apiKey else {
            throw TriPayRefusal.unknownReference
        }
        return bill
    }

    @Sendable private func showQR(_ call: Call) async throws -> Answer {
        guard let text = await records.bill(call.parameter("reference"))?.qrString, let picture = QRPicture(text)
        else { throw HTTPError(.notFound) }
        return Answer(type: "image/png", body: picture.png())
    }

    @Sendable private func showIcon(_ call: Call) throws -> Answer {
        let name = call.parameter("name")
        guard name.hasSuffix(".svg"), let channel = Channel.named(String(name.dropLast(4))) else {
            throw HTTPError(.notFound)
        }
        return Answer(type: "image/svg+xml", text: channel.icon.text)
    }
}
