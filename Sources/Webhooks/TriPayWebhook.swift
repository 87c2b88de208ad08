import HTTPTypes
public import Hummingbird
import NIOCore
public import Ordering
import Payments
public import Web

/// `POST /webhook/tripay`: calls of the payment provider. No session, no CSRF token: the signature is the control.
public struct TriPayWebhook: Sendable {
    private let callbacks: PaymentCallbacks

    public init(callbacks: PaymentCallbacks) { self.callbacks = callbacks }

    public var routes: RouteCollection<ShopContext> {
        let routes = RouteCollection(context: ShopContext.self)
        routes.post("tripay", use: take)
        return routes
    }

    @Sendable private func take(request: Request, context: ShopContext) async throws -> Page {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: TriPayCallback.bodyLimit)
        } catch is NIOTooManyBytesError {
            return try Self.answer(.contentTooLarge, "Body too large")
        }
        let answer = try await callbacks.take(
            rawBody: Array(body.readableBytesView), signature: Self.header(TriPayCallback.signatureHeader, of: request),
            event: Self.header(TriPayCallback.eventHeader, of: request), for: context.shop)
        switch answer {
        case .success: return try Self.answer(.ok, nil)
        case .badSignature: return try Self.answer(.forbidden, "Invalid signature")
        case .unknownEvent: return try Self.answer(.badRequest, "Unrecognized callback event")
        case .malformed: return try Self.answer(.badRequest, "Malformed body")
        case .unknownBill: return try Self.answer(.notFound, "Unknown transaction")
        case .amountDiffers: return try Self.answer(.conflict, "Amount differs")
        }
    }

    private static func header(_ name: String, of request: Request) -> String? {
        HTTPField.Name(name).flatMap { request.headers[$0] }
    }

    /// As TriPay wants it: `{"success": true}`, or false with a message, upon which it calls again.
    private static func answer(_ status: HTTPResponse.Status, _ refusal: String?) throws -> Page {
        try Page.json(Answer(success: refusal == nil, message: refusal), status: status)
    }

    private struct Answer: Encodable {
        let success: Bool
        let message: String?
    }
}
