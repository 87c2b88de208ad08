import HTTPTypes
public import Hummingbird

/// What every answer tells the browser to refuse: inline script, framing, guessed types, leaking referrers.
public struct SecurityHeadersMiddleware: RouterMiddleware {
    public typealias Context = VisitContext

    private let isSecure: Bool

    /// - Parameter isSecure: the shops' public addresses are HTTPS.
    public init(isSecure: Bool) { self.isSecure = isSecure }

    public func handle(
        _ request: Request, context: VisitContext, next: (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError {
            // A path that nobody serves ends here, and is answered like every other.
            response = try error.response(from: request, context: context)
        }
        for (name, value) in Self.always { response.headers[name] = value }
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = ContentPolicy.ours
        }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }

    private static let always: [(HTTPField.Name, String)] = [
        (.xContentTypeOptions, "nosniff"),
        (HTTPField.Name("x-frame-options")!, "DENY"),
        (HTTPField.Name("referrer-policy")!, "same-origin"),
        (HTTPField.Name("cross-origin-opener-policy")!, "same-origin"),
        (HTTPField.Name("permissions-policy")!, "camera=(), microphone=(), geolocation=()"),
    ]
}
