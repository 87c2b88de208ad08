import Accounts
public import Hummingbird
import Tenancy

/// Finds out who is signed in, on the routes after it. The session is looked for in the shop of the request only, so
/// another shop's cookie is just an unknown one.
public struct SessionMiddleware: RouterMiddleware {
    public typealias Context = ShopContext

    private let cookie: SessionCookie

    public init(_ cookie: SessionCookie) { self.cookie = cookie }

    public func handle(
        _ request: Request, context: ShopContext, next: (Request, ShopContext) async throws -> Response
    ) async throws -> Response {
        guard let token = cookie.token(in: request, secure: context.visitor.isSecure), !token.isEmpty
        else { return try await next(request, context) }
        var context = context
        let sessions = SessionRepository(context.shop.database)
        context.session =
            switch cookie {
            case .staff: try await sessions.staffSession(token: token)
            case .customer, .browser: try await sessions.customerSession(token: token)
            }
        let isRenewed = context.session?.isRenewed == true
        let secure = context.visitor.isSecure
        var response = try await next(request, context)
        if isRenewed {
            response.setCookie(cookie.cookie(token, seconds: SessionCookie.customerSeconds, secure: secure))
        }
        return response
    }
}
