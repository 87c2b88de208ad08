public import FoundationEssentials
public import TokoCore
import Vault

/// What TriPay posts when a bill's status changes. Nothing in it is to be believed before
/// ``verify(rawBody:signature:privateKey:)`` said yes to the very bytes that came; and a signed one may be replayed for
/// ever, so it is applied once for each reference and status.
public struct TriPayCallback: Hashable, Sendable {
    /// The only `X-Callback-Event` there is.
    public static let event = "payment_status"
    public static let eventHeader = "X-Callback-Event"
    public static let signatureHeader = "X-Callback-Signature"
    /// More is not read.
    public static let bodyLimit = 65_536

    public let reference: String?
    public let merchantRef: String?
    /// The channel's code, such as `BNIVA` (`payment_method` is its name here, unlike in answers).
    public let channel: String?
    /// Nil when absent; then no amount matches.
    public let totalAmount: Money?
    public let feeCustomer: Money
    public let status: BillStatus
    public let paidAt: Date?
    public let note: String?

    /// - Parameter signature: the header as it came.
    /// - Returns: whether it is 64 hex digits, in either case, of HMAC-SHA256 over the raw body. In constant time.
    public static func verify(rawBody: [UInt8], signature: String?, privateKey: String) -> Bool {
        guard let signature, !privateKey.isEmpty else { return false }
        return HMAC.verify(hex: signature, key: Array(privateKey.utf8), message: rawBody)
    }

    /// - Throws: ``TriPayCallbackError``.
    public init(rawBody: [UInt8]) throws(TriPayCallbackError) {
        guard rawBody.count <= Self.bodyLimit else { throw .tooLarge }
        do {
            let wire = try JSONDecoder().decode(TriPayCallbackJSON.self, from: Data(rawBody))
            reference = wire.reference.flatMap { $0.isEmpty ? nil : $0 }
            merchantRef = wire.merchantRef.flatMap { $0.isEmpty ? nil : $0 }
            channel = wire.channel
            totalAmount = try wire.totalAmount?.money("total_amount")
            feeCustomer = try wire.feeCustomer?.money("fee_customer") ?? .zero
            status = BillStatus(wire.status ?? "")
            paidAt = try wire.paidAt.flatMap { $0.text.isEmpty ? nil : try $0.moment("paid_at") }
            note = wire.note
        } catch {
            throw .malformed
        }
    }

    /// Sent by the dashboard's tester: names no bill. Answer yes and do nothing.
    public var isTest: Bool { reference == nil && merchantRef == nil }

    /// Whether it is the order's money: see ``BillAmount``.
    public func amountMatches(_ total: Money) -> Bool {
        guard let totalAmount else { return false }
        return BillAmount.matches(charged: totalAmount, feeCustomer: feeCustomer, total: total)
    }
}

public enum TriPayCallbackError: Error, Hashable, Sendable {
    /// Above ``TriPayCallback/bodyLimit``.
    case tooLarge
    /// Not an object of JSON, or with a figure that cannot be one.
    case malformed
}

private struct TriPayCallbackJSON: Decodable {
    let reference: String?
    let merchantRef: String?
    let channel: String?
    let totalAmount: Figure?
    let feeCustomer: Figure?
    let status: String?
    let paidAt: Figure?
    let note: String?

    enum CodingKeys: String, CodingKey {
        case reference, status, note
        case merchantRef = "merchant_ref"
        case channel = "payment_method_code"
        case totalAmount = "total_amount"
        case feeCustomer = "fee_customer"
        case paidAt = "paid_at"
    }
}
