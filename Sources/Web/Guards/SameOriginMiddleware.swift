import HTTPTypes
public import Hummingbird

/// Refuses every unsafe request that another site's page sent. Browsers say where a request comes from in
/// `Sec-Fetch-Site` or `Origin`; one that says neither is not a browser of this century.
public struct SameOriginMiddleware: RouterMiddleware {
    public typealias Context = ShopContext

    public init() {}

    public func handle(
        _ request: Request, context: ShopContext, next: (Request, ShopContext) async throws -> Response
    ) async throws -> Response {
        guard isSafe(request.method) || isOurs(request, context) else { throw Problem.foreignForm }
        return try await next(request, context)
    }

    private func isSafe(_ method: HTTPRequest.Method) -> Bool {
        method == .get || method == .head || method == .options
    }

    private func isOurs(_ request: Request, _ context: ShopContext) -> Bool {
        if let site = HTTPField.Name("sec-fetch-site").flatMap({ request.headers[$0] }) {
            // `none` is the person's own doing: some browsers say it when the answer to a form is reloaded.
            return site == "same-origin" || site == "none"
        }
        guard let origin = request.headers[.origin] else { return false }
        return origin == context.visitor.origin || sameAuthority(origin, request.head.authority)
    }

    private func sameAuthority(_ origin: String, _ authority: String?) -> Bool {
        guard let authority, let mark = origin.firstRange(of: "://") else { return false }
        return origin[mark.upperBound...] == authority[...]
    }
}
