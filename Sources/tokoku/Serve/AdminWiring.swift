import Admin
import Logging
import Messaging
import Ordering
import Postgres
import Shipping
import Tenancy
import WebClient

extension AdminOutside {
    /// All of it, on the server's own parts.
    init(
        secrets: ProviderSecrets, _ addresses: ProviderAddresses, _ transport: WebTransport, _ gmail: GmailTokens,
        shops: ShopDirectory, pool: ConnectionPool, logger: Logger
    ) {
        self.init(
            secrets: secrets,
            probes: Probes(
                secrets: secrets, addresses: addresses, transport: transport, gmail: gmail,
                database: { pool.tenant($0) }
            ).all,
            gmail: GmailConnection(
                accounts: GmailAccounts(secrets: secrets), tokens: gmail, endpoints: GmailEndpoints(addresses),
                transport: transport, logger: logger),
            regions: RegionRepository(pool.control),
            parcels: ParcelRefresh(
                shops: shops,
                tracking: Tracking(secrets: secrets, addresses: addresses, transport: transport)))
    }
}
