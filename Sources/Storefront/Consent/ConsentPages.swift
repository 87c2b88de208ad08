import Accounts
import HTTPTypes
import Hummingbird
import Ordering
import Tenancy
import Theming
import TokoCore
import Web

/// `/privasi` and `/persetujuan`: what is counted, and the visitor's word on it. Only at shops that count.
struct ConsentPages: Sendable {
    static let page = PageShape(
        "privacy",
        Frame.shape.merging([
            "state": .text, "choices": .each(["mayAgree": .flag, "mayRefuse": .flag]),
        ]))

    let easel: Easel
    private let files = FileCache()

    init(easel: Easel) { self.easel = easel }

    func show(request: Request, context: ShopContext) async throws -> Page {
        guard await easel.counting(of: context.shop) != nil else { throw Problem.notFound }
        let isDeclined = Consent.asksNotToTrack(request)
        let consent = Consent(request, context)
        let state =
            switch (isDeclined, consent) {
            case (true, _): "Browser Anda meminta agar tidak dilacak. Kami mengikutinya: kunjungan Anda tidak dihitung."
            case (_, .given): "Anda setuju: kunjungan Anda ikut dihitung."
            case (_, .refused): "Anda tidak setuju: kunjungan Anda tidak dihitung."
            case (_, .unasked): "Anda belum menjawab: kunjungan Anda tidak dihitung."
            }
        let choices: ViewTree = ["mayAgree": .flag(consent.visitor == nil), "mayRefuse": .flag(consent != .refused)]
        return try await easel.draw(
            "privacy", .own("Privasi & statistik", in: context.shop.settings.name),
            ["state": .text(state), "choices": .maybe(isDeclined ? nil : choices)],
            for: .customer(context.session), in: context)
    }

    private struct Told: Encodable {
        let counted: Bool
    }

    /// Keeps the answer in the browser. A no after a yes also reaches the customer's orders that were not told yet.
    func answer(request: Request, context: ShopContext) async throws -> Page {
        guard await easel.counting(of: context.shop) != nil else { throw Problem.notFound }
        let form = try await Form.posted(request)
        let before = Consent.said(request, context)
        var now: Consent
        switch form["jawaban"] {
        case "ya": now = before.visitor == nil ? .fresh() : before
        case "tidak": now = .refused
        default: throw Problem.unreadable
        }
        // Who asks all sites not to track is not taken by a word here.
        if Consent.asksNotToTrack(request), now != .refused { now = .unasked }
        if now == .refused, let visitor = before.visitor, let customer = context.session?.customer {
            try await CountingConsent(context.shop.database).takeBack(visitor, of: customer.id)
        }
        let isScript = request.headers[.accept]?.contains("application/json") ?? false
        let page = isScript ? try .json(Told(counted: now.visitor != nil)) : Page.redirect(to: back(request, context))
        return page.with(cookie: now.cookie(in: context))
    }

    /// `/persetujuan.css`, for browsers without script: shows the question to who was not asked.
    func style(request: Request, context: ShopContext) async throws -> Page {
        let isAsked = Consent(request, context) == .unasked
        var page = Page.text(
            isAsked ? "form[data-banner]{display:block!important}" : "", type: "text/css; charset=utf-8")
        page.headers[.cacheControl] = "no-store"
        return page
    }

    /// `/aset/{fingerprint}/kunjungan.js`
    func script(request: Request, context: ShopContext) throws -> Page {
        guard context.parameters.get("fingerprint") == CountingScript.fingerprint,
            context.parameters.get("file") == CountingScript.name
        else { throw Problem.notFound }
        return try files.page(
            CountingScript.link.text, CountingScript.bytes, type: "text/javascript; charset=utf-8", for: request)
    }

    /// The page the form stood on, as the browser tells it of pages of the same shop.
    private func back(_ request: Request, _ context: ShopContext) -> String {
        guard let page = HTTPField.Name("referer").flatMap({ request.headers[$0] }),
            let mark = page.firstRange(of: "://")
        else { return "/" }
        return page[mark.upperBound...].firstIndex(of: "/").map { String(page[$0...]) } ?? "/"
    }
}
