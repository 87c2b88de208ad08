import Admin
import HTTPTypes
import Hummingbird
import Messaging
import Ordering
import Storefront
import Tenancy
import Web
import Webhooks

/// What exists on a shop's domain.
struct ShopRouter {
    let installation: Installation

    func router() -> Router<VisitContext> {
        let settings = installation.settings
        let addresses = ClientAddress(
            trustedProxies: settings.trustedProxies, scheme: settings.publicScheme, port: settings.publicPort)
        let router = Router(context: VisitContext.self, options: .autoGenerateHeadEndpoints)
        router.addMiddleware {
            SecurityHeadersMiddleware(isSecure: settings.publicScheme == "https")
            TenantMiddleware(shops: installation.shops, addresses: addresses)
        }
        let shops = router.group(context: ShopContext.self)
        installation.storefront.addRoutes(to: shops)
        let admin = shops.group()
            .add(
                middleware: ProblemMiddleware(
                    explain: AdminProblem.explain, signIn: AdminPages.signIn, draw: AdminProblem.draw)
            )
            .add(middleware: SameOriginMiddleware())
        AdminPages(limiter: installation.limiter, invoices: installation.invoices, outside: installation.office).add(
            to: admin)
        shops.group("webhook")
            .add(
                middleware: ProblemMiddleware(
                    explain: { _ in nil }, signIn: { _, _ in .redirect(to: "/") }, draw: WebhookProblems.draw)
            )
            .addRoutes(TriPayWebhook(callbacks: PaymentCallbacks(gateways: installation.gateways)).routes)
            .addRoutes(
                WhatsAppWebhook(
                    events: WhatsAppEvents(
                        accounts: WhatsAppAccounts(secrets: installation.secrets, addresses: settings.providers))
                ).routes)
        return router
    }
}
