/// What a shop asks of `POST /transaction/create`, checked as TriPay checks it.
struct CreateOrder: Sendable {
    let channel: Channel
    let merchantRef: String
    let amount: Int64
    let customerName: String
    let customerEmail: String
    let customerPhone: String?
    let items: [Bill.Item]
    let callbackURL: String?
    let returnURL: String?
    let expiredTime: Int64
    let fee: (merchant: Int64, customer: Int64)

    /// A shop's clock and the way here may eat some of the shortest time, or add to the longest.
    private static let leeway: Int64 = 60

    /// - Throws: ``TriPayRefusal`` for the first thing that is wrong. Texts are the sandbox's own: TriPay documents
    ///   only the one for the signature.
    init(_ fields: Fields, of merchant: Merchant, now: Int64) throws(TriPayRefusal) {
        for name in ["method", "merchant_ref", "amount", "customer_name", "customer_email", "signature"] {
            guard fields.filled(name) != nil else { throw .invalid("Field \(name) wajib diisi") }
        }
        guard let amount = fields.integer("amount"), amount > 0, amount <= 1_000_000_000_000 else {
            throw .invalid("Field amount harus berupa bilangan bulat")
        }
        merchantRef = fields.text("merchant_ref") ?? ""
        guard TriPaySignature.isRight(fields.text("signature") ?? "", merchant, merchantRef, amount) else {
            throw .invalidSignature
        }
        guard let channel = Channel.named(fields.text("method") ?? ""), merchant.offers(channel) else {
            throw .invalid("Channel pembayaran tidak tersedia atau tidak aktif")
        }
        guard channel.amounts.contains(amount) else {
            throw .invalid(
                "Nominal untuk \(channel.name) minimal \(channel.amounts.lowerBound) dan maksimal "
                    + "\(channel.amounts.upperBound)")
        }
        customerName = fields.text("customer_name") ?? ""
        customerEmail = fields.text("customer_email") ?? ""
        customerPhone = fields.filled("customer_phone")
        guard Self.looksLikeMail(customerEmail) else { throw .invalid("Field customer_email tidak valid") }
        guard channel.code != "OVO" || customerPhone != nil else {
            throw .invalid("Field customer_phone wajib diisi untuk OVO")
        }
        items = try Self.items(of: fields)
        var sum: Int64 = 0
        for item in items {
            let (subtotal, tooLarge) = item.price.multipliedReportingOverflow(by: item.quantity)
            let (next, beyond) = sum.addingReportingOverflow(subtotal)
            guard !tooLarge, !beyond else { throw .invalid("Nominal order_items terlalu besar") }
            sum = next
        }
        guard sum == amount else { throw .invalid("Total order_items (\(sum)) tidak sama dengan amount (\(amount))") }

        self.channel = channel
        self.amount = amount
        callbackURL = try Self.address("callback_url", of: fields)
        returnURL = try Self.address("return_url", of: fields)
        expiredTime = try Self.expiry(of: fields, channel, now)
        fee = merchant.split(channel.fee.of(amount))
    }

    private static func items(of fields: Fields) throws(TriPayRefusal) -> [Bill.Item] {
        guard let list = fields.list("order_items"), !list.isEmpty else {
            throw .invalid("Field order_items wajib diisi")
        }
        var items: [Bill.Item] = []
        for (index, line) in list.enumerated() {
            guard let name = line.filled("name"), let price = line.integer("price"), price >= 0,
                let quantity = line.integer("quantity"), quantity >= 1
            else { throw .invalid("Field order_items.\(index) tidak valid") }
            items.append(
                Bill.Item(
                    sku: line.filled("sku"), name: name, price: price, quantity: quantity,
                    productURL: line.filled("product_url"), imageURL: line.filled("image_url")))
        }
        return items
    }

    private static func expiry(
        of fields: Fields, _ channel: Channel, _ now: Int64
    ) throws(TriPayRefusal) -> Int64 {
        guard fields.filled("expired_time") != nil else { return now + min(1_440, channel.minutes.upperBound) * 60 }
        let range = channel.minutes
        guard let time = fields.integer("expired_time"), time >= now + range.lowerBound * 60 - leeway,
            time <= now + range.upperBound * 60 + leeway
        else {
            throw .invalid(
                "Field expired_time untuk \(channel.name) minimal \(range.lowerBound) menit dan maksimal "
                    + "\(range.upperBound) menit dari sekarang")
        }
        return time
    }

    private static func address(_ name: String, of fields: Fields) throws(TriPayRefusal) -> String? {
        guard let address = fields.filled(name) else { return nil }
        guard address.hasPrefix("https://") || address.hasPrefix("http://") else {
            throw .invalid("Field \(name) harus berupa URL")
        }
        return address
    }

    private static func looksLikeMail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".") && !text.contains(" ")
    }
}

/// A no in TriPay's words. HTTP statuses of refusals are not documented; these are the sandbox's choice.
struct TriPayRefusal: Error, Equatable {
    let status: Int
    let message: String

    static let invalidKey = TriPayRefusal(status: 401, message: "Invalid API Key")
    static let productionKey = TriPayRefusal(
        status: 400, message: "API Key Production tidak dapat digunakan di mode Sandbox")
    static let invalidSignature = TriPayRefusal(status: 400, message: "Invalid signature")
    static let unknownReference = TriPayRefusal(status: 400, message: "Transaction not found")

    static func invalid(_ message: String) -> TriPayRefusal { TriPayRefusal(status: 400, message: message) }

    var answer: Answer {
        .json(["success": false, "message": .text(message)], status: status, style: .php)
    }
}
