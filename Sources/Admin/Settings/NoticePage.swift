import FoundationEssentials
import Hummingbird
import Messaging
import Tenancy
import TokoCore
import Web

/// `/admin/pengaturan/whatsapp`
struct NoticePages {
    func add(to group: RouterGroup<ShopContext>) {
        group.get("pengaturan/whatsapp", use: show)
        group.post("pengaturan/whatsapp", use: save)
    }

    @Sendable private func show(request: Request, context: ShopContext) async throws -> Page {
        try SettingsPages.allowed(context)
        let saved = try await ShopSettingsRepository(context.shop.database).load()
        return try await NoticePage(context: context, form: NoticeForm(saved))
            .page(notice: SettingsPages.notice(request))
    }

    @Sendable private func save(request: Request, context: ShopContext) async throws -> Page {
        let posted = try await SettingsPages.posted(request, context)
        var form = NoticeForm(posted)
        let settings = ShopSettingsRepository(context.shop.database)
        guard let changed = form.applied(to: try await settings.load()) else {
            return try await NoticePage(context: context, form: form)
                .page(notice: SettingsFrame.refused, status: .unprocessableContent)
        }
        try await settings.save(changed)
        return .redirect(to: "/admin/pengaturan/whatsapp?tersimpan=1")
    }
}

/// Draws a ``NoticeForm``.
struct NoticePage {
    let context: ShopContext
    let form: NoticeForm

    func page(notice: AdminLayout.Notice?, status: HTTPResponse.Status = .ok) async throws -> Page {
        let health = try await ProviderHealthRepository(context.shop.database).health(of: .whatsapp)
        return SettingsFrame(context: context, tab: .whatsApp).page(markup(health), notice: notice, status: status)
    }

    private func markup(_ health: ProviderHealth?) -> Markup {
        """
        <form method="post" action="/admin/pengaturan/whatsapp">\(AdminLayout.token(context.session))
        \(trouble(health))
        <section class="card"><h2>Siapa yang diberi tahu</h2>
        \(FormField(name: "telepon", label: "Nomor WhatsApp Anda", value: form.phone, problem: form.problems["telepon"], hint: "Untuk pesanan baru, pesanan lunas, dan stok menipis. Kosongkan bila tidak perlu.").markup)
        \(Choice.box("pembeli", "Pembeli yang menyetujuinya juga diberi tahu lewat WhatsApp", form.customers))
        \(FormField(name: "stok_menipis", label: "Beri tahu bila stok tersisa", value: form.lowStock, problem: form.problems["stok_menipis"], hint: "Jumlah barang atau kurang. 0: hanya bila habis.", isNumber: true).markup)
        </section>
        <section class="card"><h2>Templat pesan</h2>
        <p class="muted">WhatsApp hanya mengirim templat yang sudah disetujui Meta. Apakah semuanya disetujui terlihat dengan tombol Tes di halaman <a href="/admin/sambungan#whatsapp">Sambungan</a>. Yang dikosongkan memakai nama bawaan.</p>
        \(FormField(name: "bahasa", label: "Kode bahasa templat", value: form.language, problem: form.problems["bahasa"]).markup)
        \(Tenancy.NoticeKind.allCases.map(template))
        </section>
        <p class="save"><button>Simpan pengaturan WhatsApp</button></p>
        </form>
        """
    }

    private func trouble(_ health: ProviderHealth?) -> Markup? {
        guard let health, health.isTrouble else { return nil }
        return """
            <p class="notice problem" role="alert">WhatsApp bermasalah sejak \(context.shop.settings.zone.dateTime(health.since)): \(health.reason)</p>
            """
    }

    private func template(_ kind: Tenancy.NoticeKind) -> Markup {
        FormField(
            name: NoticeForm.field(kind), label: Self.name(kind), value: form.templates[kind] ?? "",
            problem: form.problems[NoticeForm.field(kind)],
            hint: "Bawaan: \(kind.defaultTemplate). Bunyinya: \(NoticeTemplate(kind).body)"
        ).markup
    }

    private static func name(_ kind: Tenancy.NoticeKind) -> String {
        switch kind {
        case .newOrder: "Untuk Anda: pesanan baru"
        case .ownerPaid: "Untuk Anda: pesanan lunas"
        case .lowStock: "Untuk Anda: stok menipis"
        case .waybillWrong: "Untuk Anda: nomor resi salah"
        case .placed: "Untuk pembeli: pesanan diterima"
        case .paid: "Untuk pembeli: pembayaran diterima"
        case .shipped: "Untuk pembeli: pesanan dikirim"
        case .cancelled: "Untuk pembeli: pesanan dibatalkan"
        }
    }
}
