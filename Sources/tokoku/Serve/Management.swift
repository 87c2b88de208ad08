import HTTPTypes
import Hummingbird
import Postgres
import Tenancy

/// The agency's listener: health for the balancer, and whether a domain is ours for on-demand TLS. Never on a shop's
/// domain.
struct Management {
    let pool: ConnectionPool
    let tenants: TenantDirectory

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.get("healthz") { _, _ in "ok\n" }
        router.get("readyz") { _, _ in
            do {
                try await pool.control.query(Self.ping)
                return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "ready\n")))
            } catch {
                return Response(
                    status: .serviceUnavailable, body: .init(byteBuffer: ByteBuffer(string: "database: \(error)\n")))
            }
        }
        router.get("tls-ask") { request, _ in
            let domain = request.uri.queryParameters["domain"].map(String.init) ?? ""
            return tenants.tenant(atHost: domain) == nil ? HTTPResponse.Status.notFound : HTTPResponse.Status.ok
        }
        return router
    }

    private static let ping = SQL("management_ping", "SELECT 1")
}
