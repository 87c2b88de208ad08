import Accounts
import Hummingbird
import Messaging
import Tenancy
import TokoCore
import Web

/// The owner connects the shop's mailbox at Google, and parts from it.
struct MailboxPages {
    static let cookie = "tokoku_gmail"
    static let path = GmailConnection.callbackPath

    let gmail: GmailConnection
    let connections: ConnectionPages
    let limiter: RateLimiter

    func add(to group: RouterGroup<ShopContext>) {
        group.post("gmail/sambungkan", use: begin)
        group.get("gmail/callback", use: finish)
        group.post("gmail/putuskan", use: disconnect)
    }

    @Sendable private func begin(request: Request, context: ShopContext) async throws -> Page {
        let form = try await Form.posted(request)
        let session = try owner(context)
        try CSRF.check(form, context.session)
        // Google sends back to the primary host, and the session lives on one host only.
        guard context.visitor.origin == context.primaryOrigin else {
            return .leave(to: "\(context.primaryOrigin)/admin/sambungan")
        }
        try await limiter.count(
            "gmail-consent", by: "shop", of: context.shop.tenant.id, limit: 20, window: .seconds(600))
        let start: ConsentStart
        do {
            start = try await gmail.begin(
                context.shop.database, redirectURI: context.primaryOrigin + Self.path,
                staffSession: session.csrfToken)
        } catch let error as GmailConnectionError {
            return try await connections.page(context, notice: .problem(error.message))
        }
        return explain(start, context)
    }

    /// A form's answer may not lead to another site, and Google's question deserves a word before it.
    private func explain(_ start: ConsentStart, _ context: ShopContext) -> Page {
        AdminLayout(context: context, section: .connections, title: "Sambungkan Gmail").page(
            """
            <div class="card narrow">
            <p>Pilih akun Gmail toko di halaman Google, lalu setujui izin <strong>“Kirim email atas nama Anda”</strong>.
            Biarkan kotaknya tercentang.</p>
            <p>Toko hanya bisa mengirim surat. Surat yang ada di kotak Anda tidak dapat dibaca.</p>
            <p><a class="button" href="\(start.location)">Lanjut ke Google</a> <a class="button quiet" href="/admin/sambungan">Batal</a></p>
            </div>
            """
        ).with(cookie: Self.cookie(start.browserToken, seconds: 600, context))
    }

    @Sendable private func finish(request: Request, context: ShopContext) async throws -> Page {
        let session = try owner(context)
        let query = Form.query(request)
        let parameters = Dictionary(query.fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        let spent = Self.cookie("", seconds: 0, context)
        do {
            _ = try await gmail.finish(
                context.shop.database, query: parameters, browserToken: request.cookies[Self.cookie]?.value,
                staffSession: session.csrfToken)
            return Page.redirect(to: "/admin/sambungan?selesai=gmail#gmail").with(cookie: spent)
        } catch let error as GmailConnectionError {
            return try await connections.page(context, notice: .problem(error.message)).with(cookie: spent)
        }
    }

    @Sendable private func disconnect(request: Request, context: ShopContext) async throws -> Page {
        let form = try await Form.posted(request)
        _ = try owner(context)
        try CSRF.check(form, context.session)
        try await gmail.disconnect(context.shop.database)
        return .redirect(to: "/admin/sambungan?selesai=gmail-putus#gmail")
    }

    private func owner(_ context: ShopContext) throws -> Session {
        guard try context.staff().role.mayChangeConnections, let session = context.session else {
            throw AdminProblem.notYours
        }
        return session
    }

    /// Only ever sent to where Google sends back to.
    private static func cookie(_ token: String, seconds: Int, _ context: ShopContext) -> Cookie {
        Cookie(
            name: cookie, value: token, maxAge: seconds, path: path, secure: context.visitor.isSecure, httpOnly: true,
            sameSite: .lax)
    }
}

/// What stands in Gmail's card.
struct MailboxCard {
    let state: GmailConnectionState
    let mayChange: Bool
    let token: Markup
    let zone: ShopZone

    var markup: Markup {
        switch state {
        case .notConnected:
            "<p>Belum ada kotak surat yang tersambung.</p>\(connect("Sambungkan Gmail"))"
        case .connected(let address):
            "<p>Tersambung sebagai <strong>\(address)</strong>.</p>\(disconnect)"
        case .troubled(let address, _, _):
            "<p>Tersambung sebagai <strong>\(address)</strong>.</p>\(disconnect)"
        case .reconnectNeeded(let address, _, let since):
            """
            <p class="notice problem" role="alert">Kotak surat <strong>\(address)</strong> perlu disambungkan lagi\(since.map { " (sejak \(zone.dateTime($0)))" } ?? "").
            Surat menunggu sampai tersambung.</p>
            \(connect("Sambungkan lagi"))\(disconnect)
            """
        }
    }

    private func connect(_ label: String) -> Markup? {
        guard mayChange else { return nil }
        return "<form method=\"post\" action=\"/admin/gmail/sambungkan\">\(token)<button>\(label)</button></form>"
    }

    private var disconnect: Markup? {
        guard mayChange else { return nil }
        return """
            <details><summary>Putuskan</summary><p>Surat tidak lagi terkirim dari kotak surat ini.</p>
            <form method="post" action="/admin/gmail/putuskan">\(token)<button class="danger">Ya, putuskan Gmail</button></form></details>
            """
    }
}

extension ShopContext {
    /// The shop's own address: the primary host's, whichever host was asked.
    var primaryOrigin: String {
        let parts = visitor.origin.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard let host = shop.tenant.primaryHost, parts.count == 2 else { return visitor.origin }
        let port = parts[1].firstIndex(of: ":").map { parts[1][$0...] } ?? ""
        return "\(parts[0])://\(host)\(port)"
    }
}
