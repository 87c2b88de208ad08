import Hummingbird
import Web

/// What the settings' pages have in common: their tabs.
struct SettingsFrame {
    enum Tab: String, CaseIterable {
        case shipping = "pengiriman"
        case letters = "surat"
        case whatsApp = "whatsapp"

        var name: String {
            switch self {
            case .shipping: "Pengiriman"
            case .letters: "Surat"
            case .whatsApp: "WhatsApp dan stok"
            }
        }
    }

    let context: ShopContext
    let tab: Tab

    static let refused = AdminLayout.Notice.problem("Belum tersimpan. Periksa isian yang ditandai.")
    static let saved = AdminLayout.Notice.done("Pengaturan tersimpan.")

    func page(_ body: Markup, notice: AdminLayout.Notice?, status: HTTPResponse.Status = .ok) -> Page {
        AdminLayout(context: context, section: .settings, title: "Pengaturan", notice: notice).page(
            "<ul class=\"tabs\">\(Tab.allCases.map(link))</ul>\(body)", status: status)
    }

    private func link(_ tab: Tab) -> Markup {
        let current: Markup = tab == self.tab ? " aria-current=\"page\"" : ""
        return "<li><a href=\"/admin/pengaturan/\(tab.rawValue)\"\(current)>\(tab.name)</a></li>"
    }
}
