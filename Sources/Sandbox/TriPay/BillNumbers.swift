import Vault

/// The numbers TriPay gives a new bill: its reference, and what the buyer types at the bank or the till.
struct BillNumbers: Sendable {
    let reference: String
    private let digits: String

    /// - Parameter number: how many bills there are with this one, so no two have the same codes.
    init(_ number: Int, _ merchant: Merchant) {
        let random = SecureRandom.bytes(8)
        let letters = random.prefix(5).map { Character(Unicode.Scalar(0x41 + $0 % 26)) }
        reference = "DEV-\(merchant.merchantCode)\(Self.padded(number, to: 8))\(String(letters))"
        digits = Self.padded(number, to: 6) + random.suffix(3).map { String($0 % 10) }.joined()
    }

    func bill(
        for order: CreateOrder, of merchant: Merchant, hasPlainQR: Bool, now: Int64
    ) -> Bill {
        let channel = order.channel
        var payCode: String?
        var qrString: String?
        switch channel.kind {
        case .virtualAccount, .store:
            let missing = max(0, channel.codeLength - channel.codePrefix.count - digits.count)
            payCode = channel.codePrefix + String(repeating: "0", count: missing) + digits
        case .qris:
            qrString =
                hasPlainQR
                ? "SANDBOX MODE"
                : QRIS.text(
                    merchant: merchant.name, reference: reference, amount: order.amount + order.fee.customer)
        case .wallet: break
        }
        return Bill(
            reference: reference, apiKey: merchant.apiKey, order: order, payCode: payCode, qrString: qrString, now: now)
    }

    private static func padded(_ number: Int, to count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
