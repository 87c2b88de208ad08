import Ordering
import Shipping
import TokoCore
import Web

/// What the checkout form says: chosen so far, or pressed to order.
struct CheckoutTyped {
    var key: IdempotencyKey
    var address: AddressID?
    /// A rate with the cost that was shown beside it.
    var courier: CourierChoice?
    var channel = ""
    var note = ""
    /// Ticked by the customer, never by us.
    var wantsWhatsApp = false
    /// The sum of the goods that was shown.
    var subtotalShown: Money?

    init() { key = .fresh() }

    init(_ form: Form) {
        key = IdempotencyKey(form["kunci"]) ?? .fresh()
        address = AddressID(typed: form["alamat"])
        courier = CourierChoice(value: form["kurir"])
        channel = form["pembayaran"]
        note = form["catatan"]
        wantsWhatsApp = form["kabari_whatsapp"] == "ya"
        subtotalShown = Int64(form["subtotal"]).flatMap { try? Money(rupiah: $0) }
    }

    /// What the customer saw as the order's total. The server charges no other without showing it first.
    var totalShown: Money? {
        guard let subtotalShown, let courier else { return nil }
        return try? subtotalShown + courier.cost
    }
}

/// A rate as the form's radio carries it: `jne|REG|22000`.
struct CourierChoice: Equatable {
    let code: String
    let service: String
    let cost: Money

    init(_ rate: ShippingRate) {
        code = rate.courierCode
        service = rate.service
        cost = rate.cost
    }

    init?(value: String) {
        let parts = value.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let bar = parts[1].lastIndex(of: "|"),
            let rupiah = Int64(parts[1][parts[1].index(after: bar)...]), let cost = try? Money(rupiah: rupiah)
        else { return nil }
        code = String(parts[0])
        service = String(parts[1][..<bar])
        self.cost = cost
    }

    var value: String { "\(code)|\(service)|\(cost.rupiah)" }
}

extension IdempotencyKey {
    /// A new intention: 32 random hex digits.
    static func fresh() -> IdempotencyKey {
        var generator = SystemRandomNumberGenerator()
        while true {
            let words = (0..<2).map { _ in String(generator.next() as UInt64, radix: 16) }
            let text = words.map { String(repeating: "0", count: 16 - $0.count) + $0 }.joined()
            if let key = IdempotencyKey(text) { return key }
        }
    }
}
