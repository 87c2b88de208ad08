public import Hummingbird
import Tenancy

/// Bounds how often one network may ask for what costs the database something each time. Phones of one carrier share
/// an address, so limits are far above what a person does.
public struct RateLimitMiddleware: RouterMiddleware {
    public typealias Context = ShopContext

    private let limiter: RateLimiter
    private let name: String
    private let perMinute: Int64

    public init(_ name: String, perMinute: Int64, limiter: RateLimiter) {
        self.limiter = limiter
        self.name = name
        self.perMinute = perMinute
    }

    public func handle(
        _ request: Request, context: ShopContext, next: (Request, ShopContext) async throws -> Response
    ) async throws -> Response {
        try await limiter.count(
            name, by: context.visitor.network, of: context.shop.tenant.id, limit: perMinute, window: .seconds(60))
        return try await next(request, context)
    }
}
