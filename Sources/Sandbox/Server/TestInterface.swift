import Hummingbird

/// JSON under `/_sandbox` for tests and scripts: pay bills, register shops.
struct TestInterface {
    let records: Records
    let till: Till

    func addRoutes(to router: Router<SandboxContext>) {
        let sandbox = router.group("_sandbox")
        sandbox.get("transactions") { try await list(Call($0, $1)).response }
        sandbox.get("transactions/:reference") { try await show(Call($0, $1)).response }
        sandbox.post("transactions/:reference/:deed") { try await act(Call($0, $1)).response }
        sandbox.get("merchants") { _, _ in
            Answer.json(["merchants": .list(await records.merchants.map(\.json))]).response
        }
        sandbox.post("merchants") { try await addMerchant(Call($0, $1)).response }
        sandbox.post("google-clients") { try await addGoogleClient(Call($0, $1)).response }
        sandbox.post("komerce-keys") { try await addKomerceKey(Call($0, $1)).response }
    }

    /// Newest first; `?merchant_ref=` and `?status=` narrow it.
    private func list(_ call: Call) async -> Answer {
        let reference = call.query.filled("merchant_ref")
        let status = call.query.filled("status")
        let bills =
            if let reference { await records.bills(merchantRef: reference) } else { await records.allBills }
        let wanted = bills.filter { status == nil || $0.status.rawValue == status }
        return .json(["transactions": .list(wanted.map { $0.testJSON(origin: call.origin) })])
    }

    private func show(_ call: Call) async -> Answer {
        guard let bill = await records.bill(call.parameter("reference")) else {
            return Self.error(BillError.unknownReference.message, 404)
        }
        return .json(bill.testJSON(origin: call.origin))
    }

    /// `pay`, `expire`, `fail`, `refund` or `resend`; `{"wait": true}` answers when each letter was tried once.
    private func act(_ call: Call) async throws -> Answer {
        let reference = call.parameter("reference")
        let waits = call.body.flag("wait")
        do {
            let bill: Bill
            if call.parameter("deed") == "resend" {
                bill = try await till.repeatCallback(reference, waits: waits)
            } else if let deed = Till.Deed(rawValue: call.parameter("deed")) {
                bill = try await till.settle(reference, deed, waits: waits)
            } else {
                return Self.error("Must be one of pay, expire, fail, refund, resend", 404)
            }
            return .json(bill.testJSON(origin: call.origin))
        } catch let error as BillError {
            return Self.error(error.message, error == .unknownReference ? 404 : 409)
        }
    }

    private func addMerchant(_ call: Call) async throws -> Answer {
        let body = call.body
        guard let apiKey = body.filled("apiKey"), apiKey.hasPrefix("DEV-") else {
            return Self.error("apiKey: must begin with DEV-", 400)
        }
        guard let privateKey = body.filled("privateKey") else { return Self.error("privateKey: is missing", 400) }
        guard let code = body.filled("merchantCode"), code.first == "T", UInt64(code.dropFirst()) != nil else {
            return Self.error("merchantCode: must be T and digits", 400)
        }
        guard let bearer = Merchant.FeeBearer(rawValue: body.text("feeBearer") ?? "customer") else {
            return Self.error("feeBearer: must be merchant or customer", 400)
        }
        let disabled = body.texts("disabledChannels")
        if let unknown = disabled.first(where: { Channel.named($0) == nil }) {
            return Self.error("disabledChannels: no channel \(unknown)", 400)
        }
        let merchant = Merchant(
            apiKey: apiKey, privateKey: privateKey, merchantCode: code, name: body.filled("name") ?? code,
            feeBearer: bearer, disabledChannels: disabled, callbackURL: body.filled("callbackURL"))
        try await records.add(merchant)
        if let key = body.filled("komerceKey") { try await records.add(komerceKey: key) }
        return .json(merchant.json, status: 201)
    }

    private func addGoogleClient(_ call: Call) async throws -> Answer {
        guard let id = call.body.filled("clientID") else { return Self.error("clientID: is missing", 400) }
        guard let secret = call.body.filled("clientSecret") else { return Self.error("clientSecret: is missing", 400) }
        let uris = call.body.texts("redirectURIs")
        guard !uris.isEmpty else { return Self.error("redirectURIs: must name one at least", 400) }
        try await records.add(
            GoogleClient(
                id: id, secret: secret, redirectURIs: uris, takesAnyLocalhost: call.body.flag("takesAnyLocalhost")))
        return .json(["clientID": .text(id), "redirectURIs": .list(uris.map(JSON.text))], status: 201)
    }

    private func addKomerceKey(_ call: Call) async throws -> Answer {
        guard let key = call.body.filled("key") else { return Self.error("key: is missing", 400) }
        try await records.add(komerceKey: key)
        return .json(["key": .text(key)], status: 201)
    }

    private static func error(_ message: String, _ status: Int) -> Answer {
        .json(["error": .text(message)], status: status)
    }
}

extension Merchant {
    /// Without the private key.
    fileprivate var json: JSON {
        [
            "apiKey": .text(apiKey), "merchantCode": .text(merchantCode), "name": .text(name),
            "feeBearer": .text(feeBearer.rawValue), "disabledChannels": .list(disabledChannels.map(JSON.text)),
            "callbackURL": .optional(callbackURL),
        ]
    }
}

extension Bill {
    /// TriPay's detail with the callbacks' fates.
    fileprivate func testJSON(origin: String) -> JSON {
        json(origin: origin, isDetail: true).adding(["deliveries": .list(letters.map(\.json))])
    }
}

extension Letter {
    fileprivate var json: JSON {
        [
            "number": .integer(Int64(number)), "event": .integer(Int64(event)), "status": .text(status.rawValue),
            "url": .optional(url), "body": .text(body), "signature": .text(signature), "accepted": .bool(isAccepted),
            "oddity": .optional(oddity),
            "attempts": .list(
                attempts.map { attempt in
                    [
                        "at": .integer(attempt.at), "http_status": .optional(attempt.httpStatus.map(Int64.init)),
                        "answer": .text(attempt.answer), "accepted": .bool(attempt.isAccepted),
                    ]
                }),
        ]
    }
}
