import Accounts
import Analytics
import HTTPTypes
import Tenancy
import Theming
import TokoCore
import Web

/// Puts a page's own words into the shop's frame and lets the shop's theme say them.
struct Easel: Sendable {
    let themes: ThemeLibrary
    let navigation = Navigation()
    private let accounts: PostHogAccounts

    init(themes: ThemeLibrary, accounts: PostHogAccounts) {
        self.themes = themes
        self.accounts = accounts
    }

    /// How the shop counts visits; nil when it counts none.
    func counting(of shop: Shop) async -> Counting? { await Counting(of: shop.tenant.id, accounts) }

    /// Who the page is for. What is for everybody holds nothing of anybody.
    enum Audience {
        case everybody
        case customer(Session?, pieces: Int64? = nil)
    }

    /// - Throws: `ThemeError`, `DatabaseError`.
    func draw(
        _ page: String, _ head: PageHead, _ body: ViewTree, for audience: Audience, in context: ShopContext,
        messages: [Message] = [], search: String = "", category: Slug? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Page {
        let entries = try await navigation.entries(of: context.shop)
        let counting = await counting(of: context.shop)
        let frame = Frame(
            head: head, audience: audience, messages: messages, search: search,
            navigation: Navigation.view(entries, current: category), counting: counting)
        var page = try render(page, body.merging(frame.view(in: context)), of: context.shop, status: status)
        page.headers[.contentSecurityPolicy] = counting?.policy
        return page
    }

    /// A page about a problem: asks nothing of the database, which may be the problem.
    func draw(problem: Problem, in context: ShopContext) throws -> Page {
        let head = PageHead.own(ProblemView.heading(problem), in: context.shop.settings.name)
        let frame = Frame(
            head: head, audience: .customer(context.session), messages: [], search: "",
            navigation: Navigation.view(navigation.known(of: context.shop), current: nil), counting: nil)
        let view = ProblemView(problem: problem).view.merging(frame.view(in: context))
        return try render("message", view, of: context.shop, status: problem.status)
    }

    /// The shop's choices for its theme.
    func settings(of shop: Shop) throws -> ThemeSettings {
        try themes.pack(shop.settings.themeID).settings(choosing: shop.settings.themeSettings)
    }

    private func render(
        _ page: String, _ view: ViewTree, of shop: Shop, status: HTTPResponse.Status
    ) throws -> Page {
        let html = try themes.render(
            page, view, pack: shop.settings.themeID, choosing: shop.settings.themeSettings)
        return .html(html, status: status)
    }
}
