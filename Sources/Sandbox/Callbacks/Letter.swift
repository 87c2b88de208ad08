/// One callback on its way to a shop: signed when it is written, sent up to three times.
struct Letter: Codable, Sendable {
    static let mostAttempts = 3

    struct Attempt: Codable, Sendable {
        /// Unix seconds.
        let at: Int64
        /// Nil when there was no answer.
        let httpStatus: Int?
        /// The start of the answer, or why there was none.
        let answer: String
        let isAccepted: Bool
    }

    let number: Int
    /// Letters of one event leave wave by wave; those of one wave leave together.
    let wave: Int
    /// The event they belong to, counted from 1 within a bill.
    let event: Int
    let status: Bill.Status
    /// Nil when neither the transaction nor the merchant names an address.
    let url: String?
    let body: String
    let signature: String
    /// What is wrong with it on purpose, for the people who look at it.
    let oddity: String?
    var attempts: [Attempt] = []

    var isAccepted: Bool { attempts.last?.isAccepted == true }
    var isOver: Bool { url == nil || isAccepted || attempts.count >= Self.mostAttempts }
}

extension Bill {
    /// The callback's body for a status, with PHP's `\/`.
    func callbackBody(_ status: Status, amountOff: Int64 = 0) -> String {
        let json: JSON = [
            "reference": .text(reference), "merchant_ref": .text(merchantRef), "payment_method": .text(channelName),
            "payment_method_code": .text(method), "total_amount": .integer(amount + amountOff),
            "fee_merchant": .integer(feeMerchant), "fee_customer": .integer(feeCustomer),
            "total_fee": .integer(totalFee), "amount_received": .integer(amountReceived + amountOff),
            "is_closed_payment": 1, "status": .text(status.rawValue),
            "paid_at": status == .paid || status == .refund ? .optional(paidAt ?? createdAt) : .null,
            "note": .optional(status == self.status ? note : nil),
        ]
        return json.written(.php)
    }

    /// Writes the letters of what just happened, spoilt as the misbehaviour asks.
    /// - Returns: the number of the event; nil when the misbehaviour is to send nothing.
    mutating func writeLetters(for merchant: Merchant, spoiltBy order: Misbehaviour?) -> Int? {
        let event = (letters.last?.event ?? 0) + 1
        let url = callbackURL ?? merchant.callbackURL
        func add(_ status: Status, wave: Int = 0, amountOff: Int64 = 0, key: String? = nil, oddity: String? = nil) {
            let body = callbackBody(status, amountOff: amountOff)
            letters.append(
                Letter(
                    number: letters.count + 1, wave: wave, event: event, status: status, url: url, body: body,
                    signature: TriPaySignature.of(body, key: key ?? merchant.privateKey), oddity: oddity))
        }
        switch order?.mode {
        case Misbehaviour.Mode.none?: return nil
        case .wrongSignature: add(status, key: "not-" + merchant.privateKey, oddity: "tanda tangan salah")
        case .wrongAmount:
            add(status, amountOff: amount > 1_000 ? -1_000 : 1_000, oddity: "jumlah salah")
        case .duplicate:
            for copy in 1...(order?.copies ?? 3) { add(status, oddity: copy == 1 ? nil : "salinan ke-\(copy)") }
        case .reorder where status == .paid:
            add(.expired, wave: 0, oddity: "EXPIRED mendahului")
            add(.paid, wave: 1)
            add(.expired, wave: 2, oddity: "EXPIRED menyusul")
        case .late: add(status, oddity: "sengaja terlambat")
        default: add(status)
        }
        return event
    }
}
