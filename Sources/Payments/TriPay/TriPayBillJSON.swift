import FoundationEssentials
import TokoCore

/// A bill in the answers of create and detail and in lists, with all their differences: `expired_time` or
/// `expired_at`, `pay_code` as text or number, `paid_at` as text, number or null, `qr_*` missing.
struct TriPayBillJSON: Decodable {
    struct Instruction: Decodable {
        let title: String?
        let steps: [String]?
    }

    let reference: String
    let merchantRef: String?
    let paymentMethod: String
    let paymentName: String?
    let status: String
    let amount: Figure
    let feeCustomer: Figure?
    let feeMerchant: Figure?
    let payCode: Figure?
    let payURL: String?
    let checkoutURL: String?
    let qrString: String?
    let qrURL: String?
    let instructions: [Instruction]?
    let expiredTime: Figure?
    let expiredAt: Figure?
    let paidAt: Figure?

    enum CodingKeys: String, CodingKey {
        case reference, status, amount, instructions
        case merchantRef = "merchant_ref"
        case paymentMethod = "payment_method"
        case paymentName = "payment_name"
        case feeCustomer = "fee_customer"
        case feeMerchant = "fee_merchant"
        case payCode = "pay_code"
        case payURL = "pay_url"
        case checkoutURL = "checkout_url"
        case qrString = "qr_string"
        case qrURL = "qr_url"
        case expiredTime = "expired_time"
        case expiredAt = "expired_at"
        case paidAt = "paid_at"
    }

    func bill() throws -> BillDetail {
        guard !reference.isEmpty else { throw WireError(field: "reference") }
        let code = payCode.flatMap { $0.isBareNumber || $0.text.isEmpty ? nil : $0.text }
        let amount = try amount.money("amount")
        return BillDetail(
            reference: reference, merchantRef: merchantRef, channel: paymentMethod,
            channelName: paymentName ?? paymentMethod, status: BillStatus(status), amount: amount,
            feeCustomer: try feeCustomer?.money("fee_customer") ?? .zero,
            feeMerchant: try feeMerchant?.money("fee_merchant") ?? .zero, payCode: code,
            payURL: Self.webAddress(payURL), checkoutURL: Self.webAddress(checkoutURL),
            qrString: qrString.flatMap { $0.isEmpty ? nil : $0 }, qrURL: Self.webAddress(qrURL),
            instructions: (instructions ?? []).map { given in
                PaymentInstruction(
                    title: PlainLines.text(given.title ?? "").joined(separator: " "),
                    steps: (given.steps ?? []).flatMap { step in
                        PlainLines.text(Self.filled(step, code: code, amount: amount))
                    })
            },
            expiresAt: try (expiredTime ?? expiredAt)?.moment("expired_time"), paidAt: try Self.paidAt(paidAt))
    }

    private static func paidAt(_ figure: Figure?) throws(WireError) -> Date? {
        guard let figure, !figure.text.isEmpty else { return nil }
        return try figure.moment("paid_at")
    }

    /// An address ends up in a link, so `javascript:` and the like are dropped.
    private static func webAddress(_ text: String?) -> String? {
        guard let text, text.hasPrefix("https://") || text.hasPrefix("http://") else { return nil }
        return text
    }

    /// Places that TriPay leaves open when it was not told the value.
    private static func filled(_ step: String, code: String?, amount: Money) -> String {
        step.replacing("{{pay_code}}", with: code ?? "kode pembayaran").replacing("{{amount}}", with: amount.formatted)
    }
}
