public import Hummingbird
import Logging
public import Tenancy

/// Turns the host into a shop. An unknown host gets a page that names no shop, a suspended one says so in its name.
public struct TenantMiddleware: RouterMiddleware {
    public typealias Context = VisitContext

    private let shops: ShopDirectory
    private let addresses: ClientAddress

    public init(shops: ShopDirectory, addresses: ClientAddress) {
        self.shops = shops
        self.addresses = addresses
    }

    public func handle(
        _ request: Request, context: VisitContext, next: (Request, VisitContext) async throws -> Response
    ) async throws -> Response {
        guard let host = addresses.host(of: request, from: context.peer), let tenant = shops.tenant(atHost: host)
        else { return PlainPage.unknownHost }
        guard tenant.state == .active else { return PlainPage.closed(shop: tenant.name) }
        var context = context
        do {
            context.shop = try await shops.shop(of: tenant)
        } catch {
            // No page of the shop can be drawn without its settings, so the page of last resort says it.
            context.logger.error("shop not loaded", metadata: ["error": "\(Loggable.describe(error))"])
            return PlainPage.problem(Loggable.isOutage(error) ? .unavailable : .broken)
        }
        let name = HostName(host)?.text ?? host
        context.visitor = addresses.visitor(of: request, host: name, from: context.peer)
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            // No route at all, or none for this method: no group of pages has seen it.
            return PlainPage.problem(.notFound)
        }
    }
}
