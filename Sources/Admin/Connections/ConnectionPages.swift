import Accounts
import FoundationEssentials
import Hummingbird
import Logging
import Messaging
import Tenancy
import TokoCore
import Web

/// Routes under `/admin/sambungan`: the shop's providers, how they fare, and a harmless call to try each.
struct ConnectionPages {
    let outside: AdminOutside
    let limiter: RateLimiter

    func add(to group: RouterGroup<ShopContext>) {
        group.get("sambungan", use: show)
        group.post("sambungan/:provider/tes", use: test)
        if let gmail = outside.gmail {
            MailboxPages(gmail: gmail, connections: self, limiter: limiter).add(to: group)
        }
    }

    private static let done = [
        "gmail": "Gmail tersambung. Surat yang menunggu segera dikirim.", "gmail-putus": "Gmail sudah diputuskan.",
    ]

    @Sendable private func show(request: Request, context: ShopContext) async throws -> Page {
        guard try context.staff().role.maySeeConnections else { throw AdminProblem.notYours }
        let done = Self.done[Form.query(request)["selesai"]]
        return try await page(context, notice: done.map(AdminLayout.Notice.done))
    }

    @Sendable private func test(request: Request, context: ShopContext) async throws -> Page {
        let form = try await Form.posted(request)
        try CSRF.check(form, context.session)
        guard try context.staff().role.mayChangeConnections else { throw AdminProblem.notYours }
        guard let provider = Provider(rawValue: try context.parameters.require("provider")),
            let probe = outside.probe(of: provider)
        else { throw Problem.notFound }
        // Free plans count every call.
        try await limiter.count(
            "provider-test", by: provider.rawValue, of: context.shop.tenant.id, limit: 6, window: .seconds(300))
        let result = await probe.probe(context.shop.tenant.id)
        Logger.current.info(
            "provider tried", metadata: ["provider": "\(provider.rawValue)", "verdict": "\(result.verdict.rawValue)"])
        try await ProviderHealthRepository(context.shop.database).note(result, of: provider, at: Date())
        return try await page(context, tested: (provider, result))
    }

    func page(
        _ context: ShopContext, tested: (provider: Provider, result: ProbeResult)? = nil,
        notice: AdminLayout.Notice? = nil
    ) async throws -> Page {
        let entries = try await outside.secrets?.list(of: context.shop.tenant.id) ?? []
        let health = try await ProviderHealthRepository(context.shop.database).list()
        return ConnectionListPage(
            context: context, statuses: ConnectionStatus.all(entries, health),
            testable: Set(outside.probes.map(\.provider)), tested: tested, mailbox: try await mailbox(context)
        ).page(notice: notice)
    }

    private func mailbox(_ context: ShopContext) async throws -> Markup? {
        guard let gmail = outside.gmail else { return nil }
        return MailboxCard(
            state: try await gmail.state(of: context.shop.database),
            mayChange: try context.staff().role.mayChangeConnections, token: AdminLayout.token(context.session),
            zone: context.shop.settings.zone
        ).markup
    }
}

extension StaffRole {
    var maySeeConnections: Bool { self != .packer }
    /// Keys and mailboxes are the owner's.
    var mayChangeConnections: Bool { self == .owner }
    var maySeeMessages: Bool { self != .packer }
    var mayChangeSettings: Bool { self != .packer }
    /// Money that leaves the shop is the owner's.
    var mayRefund: Bool { self == .owner }
}
