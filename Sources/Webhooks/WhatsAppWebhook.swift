import HTTPTypes
public import Hummingbird
public import Messaging
import NIOCore
import Ordering
import Tenancy
public import Web

/// `/webhook/whatsapp`: Meta's question before the first call, and its calls. No session, no CSRF token: the signature
/// is the control.
public struct WhatsAppWebhook: Sendable {
    private let events: WhatsAppEvents

    public init(events: WhatsAppEvents) { self.events = events }

    public var routes: RouteCollection<ShopContext> {
        let routes = RouteCollection(context: ShopContext.self)
        routes.get("whatsapp", use: begin)
        routes.post("whatsapp", use: take)
        return routes
    }

    @Sendable private func begin(request: Request, context: ShopContext) async throws -> Page {
        let query = Form.query(request)
        let mayBegin = try await events.mayBegin(
            mode: query["hub.mode"], token: query["hub.verify_token"], of: context.shop.tenant.id)
        return mayBegin ? .text(query["hub.challenge"], type: "text/plain") : Self.empty(.forbidden)
    }

    @Sendable private func take(request: Request, context: ShopContext) async throws -> Page {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: WhatsAppEvents.bodyLimit)
        } catch is NIOTooManyBytesError {
            return Self.empty(.contentTooLarge)
        }
        let shop = context.shop
        let answer = try await events.take(
            rawBody: Array(body.readableBytesView),
            signature: HTTPField.Name(WhatsAppEvents.signatureHeader).flatMap { request.headers[$0] },
            for: shop.tenant.id, in: shop.database)
        switch answer {
        case .taken(let stopped):
            try await NoticeConsent(shop.database).takeBack(stopped)
            return Self.empty(.ok)
        // Another answer would bring the same call back for a week.
        case .notSetUp, .malformed: return Self.empty(.ok)
        case .badSignature: return Self.empty(.forbidden)
        }
    }

    private static func empty(_ status: HTTPResponse.Status) -> Page {
        .text("", type: "text/plain", status: status)
    }
}
