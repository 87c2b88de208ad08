import Logging
public import Payments
public import Tenancy
import TokoCore

/// Takes a payment callback of one shop: the shop by host, the signature over the raw body, then the state machine.
public struct PaymentCallbacks: Sendable {
    /// What to answer TriPay, which repeats whatever is not a success.
    public enum Answer: Sendable, Equatable {
        case success
        case badSignature
        case unknownEvent
        case malformed
        /// No bill of this shop fits; a repeat may help, when our own note of the bill is still under way.
        case unknownBill
        case amountDiffers
    }

    private let gateways: PaymentGateways

    public init(gateways: PaymentGateways) { self.gateways = gateways }

    /// - Throws: ``DatabaseError``, ``PaymentSetupError``: then nothing changed, and TriPay will call again.
    public func take(rawBody: [UInt8], signature: String?, event: String?, for shop: Shop) async throws -> Answer {
        let key = try await gateways.privateKey(for: shop.tenant.id)
        guard TriPayCallback.verify(rawBody: rawBody, signature: signature, privateKey: key) else {
            Logger.current.warning("callback refused", metadata: ["why": "bad signature"])
            return .badSignature
        }
        guard event == TriPayCallback.event else { return .unknownEvent }
        let callback: TriPayCallback
        do {
            callback = try TriPayCallback(rawBody: rawBody)
        } catch {
            Logger.current.warning("callback refused", metadata: ["why": "malformed"])
            return .malformed
        }
        if callback.isTest { return .success }
        guard let reference = callback.reference, let merchantRef = callback.merchantRef,
            let channel = callback.channel
        else { return .unknownBill }
        let news = BillNews(
            reference: reference, merchantRef: merchantRef, channel: channel, status: callback.status,
            paidAt: callback.paidAt, amountMatches: { callback.amountMatches($0) })
        let outcome = try await Settlement(shop.database).settle(news, inbox: rawBody)
        Logger.current.info(
            "callback taken",
            metadata: [
                "reference": "\(reference)", "status": "\(callback.status.text)", "outcome": "\(outcome.rawValue)",
            ])
        switch outcome {
        case .applied, .unchanged: return .success
        case .amountDiffers: return .amountDiffers
        case .foreign: return .unknownBill
        }
    }
}
