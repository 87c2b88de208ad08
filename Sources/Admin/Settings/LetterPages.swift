import FoundationEssentials
import HTTPTypes
import Hummingbird
import Ordering
import Tenancy
import TokoCore
import Web

/// `/admin/pengaturan/surat`: the words of the letters, and how they look.
struct LetterPages {
    func add(to group: RouterGroup<ShopContext>) {
        group.get("pengaturan/surat", use: show)
        group.post("pengaturan/surat", use: save)
        group.get("pengaturan/surat/:letter/contoh", use: sample)
    }

    @Sendable private func show(request: Request, context: ShopContext) async throws -> Page {
        try SettingsPages.allowed(context)
        let saved = try await ShopSettingsRepository(context.shop.database).load()
        return LetterSettingsPage(context: context, form: LetterForm(saved))
            .page(notice: SettingsPages.notice(request))
    }

    @Sendable private func save(request: Request, context: ShopContext) async throws -> Page {
        let posted = try await SettingsPages.posted(request, context)
        var form = LetterForm(posted)
        if let letter = MailTexts.Letter(rawValue: posted["pratinjau"]) {
            form.check()
            let preview = try LetterPreview(
                letter, worded: form.texts[letter], for: context.shop.settings, at: Date())
            return LetterSettingsPage(context: context, form: form, preview: (letter, preview))
                .page(notice: .done("Ini contohnya. Belum ada yang tersimpan."))
        }
        let settings = ShopSettingsRepository(context.shop.database)
        guard let changed = form.applied(to: try await settings.load()) else {
            return LetterSettingsPage(context: context, form: form)
                .page(notice: SettingsFrame.refused, status: .unprocessableContent)
        }
        try await settings.save(changed)
        return .redirect(to: "/admin/pengaturan/surat?tersimpan=1")
    }

    /// The letter as a mail program shows it, with the saved words and an invented order.
    @Sendable private func sample(request: Request, context: ShopContext) async throws -> Page {
        try SettingsPages.allowed(context)
        guard let letter = MailTexts.Letter(rawValue: try context.parameters.require("letter")) else {
            throw Problem.notFound
        }
        let settings = try await ShopSettingsRepository(context.shop.database).load()
        let preview = try LetterPreview(letter, worded: settings.mailTexts[letter], for: settings, at: Date())
        var page = Page.html(preview.html)
        // Letters carry their style inside. Nothing else of it may do anything.
        page.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'; sandbox"
        return page
    }
}
