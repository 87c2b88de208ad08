public import Hummingbird
import Logging
import Tenancy

/// Turns what handlers throw into a page of the shop. What nobody foresaw is logged once, here, and its cause is not
/// shown.
public struct ProblemMiddleware: RouterMiddleware {
    public typealias Context = ShopContext
    /// Draws a problem as a page; nil sends the visitor a plain one.
    public typealias Drawing = @Sendable (Problem, ShopContext) -> Page?
    /// Knows the errors of one group of pages; nil for the others.
    public typealias Explanation = @Sendable (any Error) -> Problem?
    /// Where to sign in, given where the visitor wanted to go.
    public typealias SignIn = @Sendable (SignInNeeded, String) -> Page

    private let explain: Explanation
    private let draw: Drawing
    private let signIn: SignIn

    public init(explain: @escaping Explanation, signIn: @escaping SignIn, draw: @escaping Drawing) {
        self.explain = explain
        self.signIn = signIn
        self.draw = draw
    }

    public func handle(
        _ request: Request, context: ShopContext, next: (Request, ShopContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let needed as SignInNeeded {
            // A form that was posted cannot be asked for again with GET: go back to the page it stood on.
            let wanted = request.method == .get ? request.head.path ?? "/" : "/"
            return signIn(needed, wanted).response(from: request, context: context)
        } catch {
            let problem = problem(for: error, request: request, context: context)
            return draw(problem, context)?.response(from: request, context: context) ?? PlainPage.problem(problem)
        }
    }

    private func problem(for error: any Error, request: Request, context: ShopContext) -> Problem {
        if let problem = error as? Problem { return problem }
        if let problem = explain(error) { return problem }
        if let error = error as? HTTPError {
            switch error.status {
            case .notFound: return .notFound
            case .contentTooLarge: return .tooLarge
            case let status where status.kind == .clientError: return .unreadable
            default: break
            }
        }
        // The type alone: an error's text may hold what a person typed.
        context.logger.error(
            "request failed",
            metadata: [
                "tenant": "\(context.shop.tenant.id)", "error": "\(Loggable.describe(error))",
                "path": "\(request.uri.path)", "method": "\(request.method)",
            ])
        return Loggable.isOutage(error) ? .unavailable : .broken
    }
}
