import Analytics
import Jobs
import Messaging
import Ordering
import Postgres
import Shipping
import Tenancy

extension Installation {
    /// What works off the shops' outboxes and schedules, with every lane and schedule there is.
    var engine: JobEngine {
        let shops = shops
        let pool = pool
        return JobEngine(
            tenants: { shops.all }, database: { pool.tenant($0) },
            handlers: [.mail: mail, .whatsapp: whatsApp, .analytics: analytics],
            schedules: schedules, redis: redis)
    }

    private var schedules: [Schedule] {
        let tracking = Tracking(secrets: secrets, addresses: settings.providers, transport: transport)
        return [
            reconciliation.schedule, UnpaidOrders(shops: shops).schedule,
            ParcelRefresh(shops: shops, tracking: tracking).schedule, Completion(shops: shops).schedule,
            CleanUp(shops: shops).schedule,
        ]
    }

    private var mail: MailLane {
        let settings = settings
        return MailLane(
            writer: LetterWriter(
                tenants: tenants, shops: shops, invoices: invoices,
                origin: { settings.publicURL(host: $0, path: "") }),
            gmail: GmailMailer(
                accounts: GmailAccounts(secrets: secrets), tokens: gmailTokens,
                endpoints: GmailEndpoints(settings.providers), transport: transport),
            smtp: SMTPMailer(accounts: SMTPAccounts(secrets: secrets)), database: pool, directory: tenants)
    }

    private var whatsApp: WhatsAppLane {
        let pool = pool
        return WhatsAppLane(
            accounts: WhatsAppAccounts(secrets: secrets, addresses: settings.providers),
            writer: OrderNoticeWriter(shops: shops), transport: transport, database: { pool.tenant($0) })
    }

    private var analytics: AnalyticsLane {
        AnalyticsLane(
            accounts: PostHogAccounts(secrets: secrets, addresses: settings.providers),
            writer: OrderEventWriter(shops: shops), transport: transport)
    }
}
