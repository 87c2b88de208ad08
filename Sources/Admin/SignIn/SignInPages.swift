import Accounts
import Hummingbird
import Logging
import Tenancy
import Web

/// `/admin/masuk`, `/admin/keluar` and the one-time link `/admin/undangan/{token}`.
struct SignInPages {
    static let sessionSeconds = 12 * 3_600

    let limiter: RateLimiter

    func add(to group: RouterGroup<ShopContext>) {
        group.get("masuk", use: form)
        group.post("masuk", use: signIn)
        group.post("keluar", use: signOut)
        group.get("undangan/:token", use: invitation)
        group.post("undangan/:token", use: accept)
    }

    @Sendable private func form(request: Request, context: ShopContext) async throws -> Page {
        if context.session?.staff != nil { return .redirect(to: "/admin") }
        return page(context, back: Form.query(request)["kembali"])
    }

    @Sendable private func signIn(request: Request, context: ShopContext) async throws -> Page {
        let form = try await Form.posted(request)
        let back = form["kembali"]
        do {
            // By address and by account apart: neither can lock the owner out for longer than the window.
            try await limiter.count(
                "admin-address", by: context.visitor.network, of: context.shop.tenant.id, limit: 30,
                window: .seconds(300))
            try await limiter.count(
                "admin-account", by: "\(context.visitor.network) \(form["email"].lowercased().prefix(200))",
                of: context.shop.tenant.id, limit: 8, window: .seconds(300))
            let new = try await StaffRepository(context.shop.database)
                .signIn(email: form["email"], password: form.raw("sandi"))
            return enter(new, context, to: back.isEmpty ? "/admin" : back)
        } catch let error as StaffError {
            return page(
                context, back: back, email: form["email"], problem: error.message, status: .unprocessableContent)
        } catch let problem as Problem where problem.status == .tooManyRequests {
            return page(context, back: back, email: form["email"], problem: problem.message, status: problem.status)
        }
    }

    @Sendable private func signOut(request: Request, context: ShopContext) async throws -> Page {
        let form = try await Form.posted(request)
        // Whose session has ended meanwhile is out already.
        if context.session != nil { try CSRF.check(form, context.session) }
        let secure = context.visitor.isSecure
        if let token = SessionCookie.staff.token(in: request, secure: secure) {
            try await SessionRepository(context.shop.database).delete(token: token)
        }
        return Page.redirect(to: "/admin/masuk").with(cookie: SessionCookie.staff.ended(secure: secure))
    }

    @Sendable private func invitation(request: Request, context: ShopContext) async throws -> Page {
        let token = try context.parameters.require("token")
        do {
            let holder = try await StaffRepository(context.shop.database).holder(ofLink: token)
            return choosePassword(context, for: holder)
        } catch let error as StaffError {
            return refused(context, error)
        }
    }

    @Sendable private func accept(request: Request, context: ShopContext) async throws -> Page {
        let token = try context.parameters.require("token")
        let form = try await Form.posted(request)
        let staff = StaffRepository(context.shop.database)
        do {
            let holder = try await staff.holder(ofLink: token)
            guard form.raw("sandi") == form.raw("ulang") else {
                return choosePassword(context, for: holder, problem: "Kedua isian kata sandi belum sama.")
            }
            do {
                return enter(try await staff.acceptLink(token, password: form.raw("sandi")), context, to: "/admin")
            } catch StaffError.password(let problem) {
                return choosePassword(context, for: holder, problem: problem.message)
            }
        } catch let error as StaffError {
            return refused(context, error)
        }
    }

    private func enter(_ new: NewSession, _ context: ShopContext, to path: String) -> Page {
        let secure = context.visitor.isSecure
        return Page.redirect(to: path.hasPrefix("/admin") ? path : "/admin")
            .with(cookie: SessionCookie.staff.cookie(new.token.text, seconds: Self.sessionSeconds, secure: secure))
    }

    private func page(
        _ context: ShopContext, back: String, email: String = "", problem: String? = nil,
        status: HTTPResponse.Status = .ok
    ) -> Page {
        let layout = AdminLayout(
            context: context, title: "Masuk ke \(context.shop.settings.name)",
            notice: problem.map(AdminLayout.Notice.problem))
        return layout.page(
            """
            <form method="post" action="/admin/masuk" class="card narrow">
            <input type="hidden" name="kembali" value="\(back)">
            <label for="email">Email</label>
            <input id="email" name="email" type="email" value="\(email)" autocomplete="username" required autofocus>
            <label for="sandi">Kata sandi</label>
            <input id="sandi" name="sandi" type="password" autocomplete="current-password" required>
            <p><button>Masuk</button></p>
            <p class="hint">Halaman ini untuk pemilik dan staf toko. Lupa kata sandi? Mintalah tautan baru kepada pengelola.</p>
            </form>
            """, status: status)
    }

    private func choosePassword(_ context: ShopContext, for holder: Staff, problem: String? = nil) -> Page {
        let layout = AdminLayout(
            context: context, title: "Selamat datang, \(holder.name)", notice: problem.map(AdminLayout.Notice.problem))
        return layout.page(
            """
            <form method="post" class="card narrow">
            <p>Pilih kata sandi untuk <strong>\(holder.email)</strong>.</p>
            <input type="hidden" name="email" value="\(holder.email)" autocomplete="username">
            <label for="sandi">Kata sandi baru</label>
            <input id="sandi" name="sandi" type="password" autocomplete="new-password" required aria-describedby="aturan">
            <p class="hint" id="aturan">Minimal \(PasswordRule.least) karakter.</p>
            <label for="ulang">Ulangi kata sandi</label>
            <input id="ulang" name="ulang" type="password" autocomplete="new-password" required>
            <p><button>Simpan dan masuk</button></p>
            </form>
            """, status: problem == nil ? .ok : .unprocessableContent)
    }

    private func refused(_ context: ShopContext, _ error: StaffError) -> Page {
        AdminLayout(context: context, title: "Tautan tidak berlaku", notice: .problem(error.message))
            .page("<p><a class=\"button\" href=\"/admin/masuk\">Ke halaman masuk</a></p>", status: .gone)
    }
}
