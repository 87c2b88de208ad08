import Accounts
import FoundationEssentials
import Hummingbird
import Ordering
import Tenancy
import TokoCore
import Web

/// Routes under `/admin/pengaturan`.
struct SettingsPages {
    let regions: RegionRepository?

    func add(to group: RouterGroup<ShopContext>) {
        group.get("pengaturan") { _, _ in Page.redirect(to: "/admin/pengaturan/pengiriman") }
        group.get("pengaturan/pengiriman", use: shipping)
        group.post("pengaturan/pengiriman", use: saveShipping)
        LetterPages().add(to: group)
        NoticePages().add(to: group)
    }

    @Sendable private func shipping(request: Request, context: ShopContext) async throws -> Page {
        try Self.allowed(context)
        // As it was saved: what this server keeps in memory may be a moment older.
        let saved = try await ShopSettingsRepository(context.shop.database).load()
        let form = ShippingForm(saved, try await PlaceList(regions))
        return ShippingPage(context: context, form: form).page(notice: Self.notice(request))
    }

    @Sendable private func saveShipping(request: Request, context: ShopContext) async throws -> Page {
        let posted = try await Self.posted(request, context)
        let places = try await PlaceList(regions)
        var form = ShippingForm(posted)
        if posted["aksi"] == "tambah" {
            form.flat.addRoom()
            return ShippingPage(context: context, form: form)
                .page(notice: .done("Ada tempat untuk zona baru di bawah. Belum ada yang tersimpan."))
        }
        let settings = ShopSettingsRepository(context.shop.database)
        guard let changed = form.applied(to: try await settings.load(), places) else {
            return ShippingPage(context: context, form: form)
                .page(notice: SettingsFrame.refused, status: .unprocessableContent)
        }
        try await settings.save(changed)
        return .redirect(to: "/admin/pengaturan/pengiriman?tersimpan=1")
    }

    static func notice(_ request: Request) -> AdminLayout.Notice? {
        Form.query(request).has("tersimpan") ? SettingsFrame.saved : nil
    }

    static func allowed(_ context: ShopContext) throws {
        guard try context.staff().role.mayChangeSettings else { throw AdminProblem.notYours }
    }

    /// A form of somebody who may change settings.
    static func posted(_ request: Request, _ context: ShopContext) async throws -> Form {
        let form = try await Form.posted(request)
        try CSRF.check(form, context.session)
        try allowed(context)
        return form
    }
}
