/// A closed payment: one amount, one code, one try.
struct Bill: Codable, Sendable {
    enum Status: String, Codable, CaseIterable, Sendable {
        case unpaid = "UNPAID"
        case paid = "PAID"
        case expired = "EXPIRED"
        case failed = "FAILED"
        case refund = "REFUND"

        /// Where a bill may go from here. A bank may still settle what TriPay already called expired.
        var next: [Status] {
            switch self {
            case .unpaid: [.paid, .expired, .failed]
            case .paid: [.refund]
            case .expired: [.paid]
            case .failed, .refund: []
            }
        }
    }

    struct Item: Codable, Sendable {
        var sku: String?
        var name: String
        var price: Int64
        var quantity: Int64
        var productURL: String?
        var imageURL: String?
    }

    let reference: String
    let apiKey: String
    let merchantRef: String
    let method: String
    let customerName: String
    let customerEmail: String
    let customerPhone: String?
    let items: [Item]
    let callbackURL: String?
    let returnURL: String?
    /// What the shop asked for, in rupiah.
    let requested: Int64
    let feeMerchant: Int64
    let feeCustomer: Int64
    /// Text: it may begin with zeros.
    let payCode: String?
    let qrString: String?
    /// Unix seconds, as all times here.
    let createdAt: Int64
    let expiredTime: Int64

    private(set) var status = Status.unpaid
    private(set) var paidAt: Int64?
    private(set) var note: String?
    var letters: [Letter] = []

    /// What the buyer transfers.
    var amount: Int64 { requested + feeCustomer }
    var totalFee: Int64 { feeMerchant + feeCustomer }
    var amountReceived: Int64 { requested - feeMerchant }
    var channel: Channel? { Channel.named(method) }
    var channelName: String { channel?.name ?? method }

    init(
        reference: String, apiKey: String, order: CreateOrder, payCode: String?, qrString: String?, now: Int64
    ) {
        self.reference = reference
        self.apiKey = apiKey
        merchantRef = order.merchantRef
        method = order.channel.code
        customerName = order.customerName
        customerEmail = order.customerEmail
        customerPhone = order.customerPhone
        items = order.items
        callbackURL = order.callbackURL
        returnURL = order.returnURL
        requested = order.amount
        feeMerchant = order.fee.merchant
        feeCustomer = order.fee.customer
        self.payCode = payCode
        self.qrString = qrString
        createdAt = now
        expiredTime = order.expiredTime
    }

    /// - Throws: ``BillError/notAllowed(from:to:)``; nothing changes then.
    mutating func move(to target: Status, at now: Int64, note: String?) throws(BillError) {
        guard status.next.contains(target) else { throw .notAllowed(from: status, to: target) }
        status = target
        if target == .paid { paidAt = now }
        self.note = note
    }
}

enum BillError: Error, Equatable {
    case unknownReference
    case notAllowed(from: Bill.Status, to: Bill.Status)

    var message: String {
        switch self {
        case .unknownReference: "Transaction not found"
        case .notAllowed(let from, let to): "A transaction that is \(from.rawValue) cannot become \(to.rawValue)"
        }
    }
}
