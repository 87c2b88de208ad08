import Accounts
import Analytics
import Messaging
import Payments
import Postgres
import Shipping
import Tenancy
import TokoCore
import WebClient

/// A harmless real call for each provider, in the order of ``Provider``.
struct Probes {
    let all: [any ProviderProbe]

    /// - Parameter gmail: the tokens of the mailboxes that a server keeps; nil: fetched for the occasion.
    init(
        secrets: ProviderSecrets, addresses: ProviderAddresses, transport: WebTransport,
        gmail: GmailTokens? = nil, database: @escaping @Sendable (TenantID) -> TenantDatabase?
    ) {
        let gmail = gmail ?? GmailTokens(endpoints: GmailEndpoints(addresses), transport: transport)
        let probes: [any ProviderProbe] = [
            TriPayProbe(
                gateways: PaymentGateways(secrets: secrets, addresses: addresses, transport: transport)),
            KomerceProbe(secrets: secrets, addresses: addresses, transport: transport, shops: database),
            GoogleProbe(secrets: secrets, addresses: addresses, transport: transport),
            BinderByteProbe(secrets: secrets, addresses: addresses, transport: transport),
            GmailProbe(accounts: GmailAccounts(secrets: secrets), tokens: gmail),
            SMTPProbe(accounts: SMTPAccounts(secrets: secrets)),
            WhatsAppProbe(
                accounts: WhatsAppAccounts(secrets: secrets, addresses: addresses), transport: transport),
            PostHogProbe(accounts: PostHogAccounts(secrets: secrets, addresses: addresses), transport: transport),
        ]
        all = Provider.allCases.compactMap { provider in probes.first { $0.provider == provider } }
    }

    func probe(of provider: Provider) -> (any ProviderProbe)? { all.first { $0.provider == provider } }

    /// What to do about a verdict, for the agency; empty when all is well.
    static func advice(_ verdict: ProbeResult.Verdict, _ provider: Provider, _ shop: Slug) -> String {
        switch verdict {
        case .works: ""
        case .notSetUp: "tokoku secret set \(shop) \(provider.rawValue) <field>; tokoku secret list \(shop) shows which"
        case .refused where provider == .gmail: "the owner connects the mailbox again at /admin/sambungan"
        case .refused: "get the key that is valid now, then tokoku secret set \(shop) \(provider.rawValue) <field>"
        case .incomplete: "the keys work; see to what is said of the account there"
        case .unreachable: "nothing is known of the keys; try again later, and see that this server gets out"
        }
    }
}
