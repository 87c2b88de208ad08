import Accounts
import HTTPTypes
import Hummingbird
import Tenancy
import Web

/// The frame around every page of the owner: navigation, messages, one main heading.
struct AdminLayout {
    enum Section: String { case orders, products, messages, connections, settings }

    let context: ShopContext
    var section: Section?
    var title: String
    /// A sentence about what was just done, or why it was not.
    var notice: Notice?

    struct Notice {
        let text: String
        let isProblem: Bool

        static func done(_ text: String) -> Notice { Notice(text: text, isProblem: false) }
        static func problem(_ text: String) -> Notice { Notice(text: text, isProblem: true) }
    }

    func page(_ body: Markup, status: HTTPResponse.Status = .ok) -> Page {
        let shop = context.shop.settings.name
        let markup: Markup = """
            <!doctype html>
            <html lang="id">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>\(title) · \(shop)</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="\(AdminAssets.stylesheetPath)">
            </head>
            <body>
            <a class="skip" href="#isi">Langsung ke isi</a>
            \(header)
            <main id="isi">
            <h1>\(title)</h1>
            \(noticeMarkup)
            \(body)
            </main>
            </body>
            </html>
            """
        return .html(markup.html, status: status)
    }

    private var header: Markup? {
        guard let session = context.session, let staff = session.staff else { return nil }
        return """
            <header class="bar">
            <p class="shop"><a href="/admin">\(context.shop.settings.name)</a></p>
            <nav aria-label="Menu utama">
            \(link("/admin/pesanan", "Pesanan", .orders))
            \(staff.role.mayEditProducts ? link("/admin/produk", "Produk", .products) : nil)
            \(staff.role.maySeeMessages ? link("/admin/pesan", "Pesan keluar", .messages) : nil)
            \(staff.role.maySeeConnections ? link("/admin/sambungan", "Sambungan", .connections) : nil)
            \(staff.role.mayChangeSettings ? link("/admin/pengaturan", "Pengaturan", .settings) : nil)
            <a href="/">Lihat toko</a>
            </nav>
            <form method="post" action="/admin/keluar">
            \(Self.token(session))
            <span class="who">\(staff.name)</span>
            <button class="quiet">Keluar</button>
            </form>
            </header>
            """
    }

    private func link(_ path: String, _ name: String, _ section: Section) -> Markup {
        section == self.section
            ? "<a href=\"\(path)\" aria-current=\"page\">\(name)</a>" : "<a href=\"\(path)\">\(name)</a>"
    }

    private var noticeMarkup: Markup? {
        guard let notice else { return nil }
        return notice.isProblem
            ? "<p class=\"notice problem\" role=\"alert\">\(notice.text)</p>"
            : "<p class=\"notice\" role=\"status\">\(notice.text)</p>"
    }

    /// The hidden field that every form of somebody signed in carries.
    static func token(_ session: Session?) -> Markup {
        "<input type=\"hidden\" name=\"\(CSRF.field)\" value=\"\(session?.csrfToken ?? "")\">"
    }
}

extension StaffRole {
    /// Packers send parcels; prices and stock are not theirs.
    var mayEditProducts: Bool { self != .packer }
    var mayCancel: Bool { self != .packer }
}
