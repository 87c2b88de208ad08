import Accounts
import FoundationEssentials
import Tenancy
import TokoCore
import Web

/// `/admin/sambungan`: a card for each provider.
struct ConnectionListPage {
    let context: ShopContext
    let statuses: [ConnectionStatus]
    let testable: Set<Provider>
    let tested: (provider: Provider, result: ProbeResult)?
    var mailbox: Markup?

    func page(notice: AdminLayout.Notice?) -> Page {
        AdminLayout(context: context, section: .connections, title: "Sambungan", notice: notice).page(markup)
    }

    private var mayChange: Bool { context.session?.staff?.role.mayChangeConnections == true }

    private var markup: Markup {
        """
        <p class="muted">Layanan luar yang dipakai toko ini. Kunci rahasia dipasang oleh pengelola dan tidak pernah ditampilkan.</p>
        <div class="grid">\(statuses.map(card))</div>
        """
    }

    private func card(_ status: ConnectionStatus) -> Markup {
        let provider = status.provider
        let badge = status.badge
        return """
            <section class="card" id="\(provider.rawValue)">
            <h2>\(ProviderWords.name(provider)) <span class="badge \(badge.look)">\(badge.text)</span></h2>
            <p class="muted">\(ProviderWords.use(provider)).</p>
            \(verdict(provider))
            \(status.isSetUp ? health(status) : setUp(status))
            \(provider == .gmail ? mailbox : nil)
            \(test(status))
            </section>
            """
    }

    private func verdict(_ provider: Provider) -> Markup? {
        guard let tested, tested.provider == provider else { return nil }
        let look: Markup = tested.result.verdict == .works ? "notice" : "notice problem"
        return """
            <p class="\(look)" role="status"><strong>Hasil tes: \(ProviderWords.verdict(tested.result.verdict)).</strong>
            \(tested.result.detail)</p>
            """
    }

    private func setUp(_ status: ConnectionStatus) -> Markup {
        let provider = status.provider
        if provider == .gmail {
            return status.isUntouched ? "" : "<p>Kotak surat perlu disambungkan lagi.</p>"
        }
        if status.isUntouched, !provider.isEssential {
            return "<p>Belum dipakai. Tanpa layanan ini toko tetap bisa berjualan.</p>"
        }
        return """
            <p>Belum diisi: \(status.missing.joined(separator: ", ")). Mintalah pengelola memasangnya.</p>
            """
    }

    private func health(_ status: ConnectionStatus) -> Markup {
        guard let health = status.health else {
            return "<p>Sudah diatur, belum pernah dipakai.</p>"
        }
        let zone = context.shop.settings.zone
        let worked: Markup? = health.workedAt.map {
            "<dt>Terakhir berhasil</dt><dd>\(zone.dateTime($0))</dd>" as Markup
        }
        guard health.state != .ok else { return "<dl class=\"facts\">\(worked)</dl>" }
        let again: Markup? = health.retryAt.map {
            "<dt>Dicoba lagi</dt><dd>\(zone.dateTime($0))</dd>" as Markup
        }
        return """
            <dl class="facts"><dt>Bermasalah sejak</dt><dd>\(zone.dateTime(health.since))</dd>
            <dt>Sebab</dt><dd>\(health.reason)</dd>\(worked)\(again)</dl>
            <p>\(ProviderWords.consequence(status.provider))</p>
            \(health.state == .refused
                ? "<p><strong>Yang perlu dilakukan:</strong> \(ProviderWords.remedy(status.provider))</p>"
                : "<p>Tidak perlu tindakan: layanan ini dicoba lagi dengan sendirinya.</p>" as Markup)
            """
    }

    private func test(_ status: ConnectionStatus) -> Markup? {
        guard mayChange, testable.contains(status.provider), !status.isUntouched else { return nil }
        return """
            <form method="post" action="/admin/sambungan/\(status.provider.rawValue)/tes#\(status.provider.rawValue)">\(AdminLayout.token(context.session))
            <button class="second" aria-label="Tes \(ProviderWords.name(status.provider))">Tes</button></form>
            """
    }
}
