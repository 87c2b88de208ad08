import FoundationEssentials
import Jobs
import Ordering
import Tenancy
import TokoCore
import Web

/// `/admin/pesan`: what the outside hears of the shop, and what it has not heard.
struct MessageListPage {
    enum Filter: String, CaseIterable {
        case parked = "tertahan"
        case waiting = "menunggu"
        case sent = "terkirim"
        case skipped = "dilewati"
        case dropped = "dibuang"

        var name: String {
            switch self {
            case .parked: "Tertahan"
            case .waiting: "Menunggu"
            case .sent: "Terkirim"
            case .skipped: "Tidak perlu"
            case .dropped: "Dibuang"
            }
        }

        var state: JobState {
            switch self {
            case .parked: .parked
            case .waiting: .pending
            case .sent: .sent
            case .skipped: .skipped
            case .dropped: .dropped
            }
        }
    }

    static let pageSize: Int64 = 30

    let context: ShopContext
    let filter: Filter
    let jobs: [JobRecord]
    let hasMore: Bool
    let orders: [OrderID: OrderBrief]
    let counts: [JobState: Int64]
    let now: Date

    func page(notice: AdminLayout.Notice?) -> Page {
        AdminLayout(context: context, section: .messages, title: "Pesan keluar", notice: notice).page(markup)
    }

    private var token: Markup { AdminLayout.token(context.session) }

    private var markup: Markup {
        """
        <p class="muted">Surat, WhatsApp, dan statistik yang dikirim toko. Yang tertahan tidak dicoba lagi sampai Anda memutuskan.</p>
        <ul class="tabs">\(Filter.allCases.map(tab))</ul>
        \(filter == .parked && jobs.count > 1 ? retryAll : nil)
        <div class="card">
        \(jobs.isEmpty ? empty : "<ul class=\"messages\">\(jobs.map(line))</ul>")
        \(older)
        </div>
        """
    }

    private func tab(_ tab: Filter) -> Markup {
        let current: Markup = tab == filter ? " aria-current=\"page\"" : ""
        return """
            <li><a href="/admin/pesan?status=\(tab.rawValue)"\(current)>\(tab.name) <span class="count">\(counts[tab.state, default: 0])</span></a></li>
            """
    }

    private var empty: Markup {
        filter == .parked
            ? "<p class=\"muted\">Tidak ada pesan yang tertahan. Bagus.</p>"
            : "<p class=\"muted\">Tidak ada pesan di sini.</p>"
    }

    private var retryAll: Markup {
        """
        <form method="post" action="/admin/pesan/ulangi-semua" class="actions">\(token)
        <button class="second">Coba lagi semua (\(counts[.parked, default: 0]))</button></form>
        """
    }

    private func line(_ job: JobRecord) -> Markup {
        let order = job.order.flatMap { orders[$0] }
        let attempts: Markup = job.attempts == 0 ? "" : " · \(job.attempts)× dicoba"
        let link: Markup? = order.map { "<a href=\"/admin/pesanan/\($0.code)\">Lihat pesanan</a>" as Markup }
        let delivery: Markup? = job.delivery.map {
            "<p class=\"muted\">WhatsApp: \(JobWords.delivery($0))</p>" as Markup
        }
        let reason: Markup? = job.reason.map { "<p class=\"why\">\(JobWords.reason($0))</p>" as Markup }
        return """
            <li><p><strong>\(JobWords.title(job, order))</strong>
            <span class="badge \(JobWords.look(job.state))">\(JobWords.state(job.state))</span></p>
            \(reason)\(delivery)
            <p class="muted">\(Self.age(of: job.createdAt, at: now))\(attempts)\(waits(job)) \(link)</p>
            \(buttons(job))</li>
            """
    }

    private func waits(_ job: JobRecord) -> Markup {
        guard job.state == .pending, job.dueAt > now else { return "" }
        return " · dicoba lagi \(context.shop.settings.zone.dateTime(job.dueAt))"
    }

    private func buttons(_ job: JobRecord) -> Markup? {
        switch job.state {
        case .parked:
            """
            <div class="actions">
            <form method="post" action="/admin/pesan/\(job.id)/ulangi">\(token)<button class="second">Coba lagi</button></form>
            \(drop(job))</div>
            """
        case .pending: "<div class=\"actions\">\(drop(job))</div>"
        case .sending, .sent, .skipped, .dropped: nil
        }
    }

    private func drop(_ job: JobRecord) -> Markup {
        """
        <form method="post" action="/admin/pesan/\(job.id)/buang">\(token)
        <input type="hidden" name="dari" value="\(filter.rawValue)"><button class="danger">Buang</button></form>
        """
    }

    private var older: Markup? {
        guard hasMore, let last = jobs.last else { return nil }
        return """
            <p class="pages"><span></span><a href="/admin/pesan?status=\(filter.rawValue)&amp;sebelum=\(last.id)">Lebih lama →</a></p>
            """
    }

    /// `5 menit lalu`
    static func age(of date: Date, at now: Date) -> String {
        let minutes = Int64(max(0, now.timeIntervalSince(date) / 60))
        if minutes < 1 { return "baru saja" }
        if minutes < 60 { return "\(minutes) menit lalu" }
        if minutes < 48 * 60 { return "\(minutes / 60) jam lalu" }
        return "\(minutes / 1_440) hari lalu"
    }
}

extension JobRecord {
    /// The order it is about.
    var order: OrderID? {
        struct Payload: Decodable { let order: Int64? }
        // A payload of another shape is about no order, which is all that is asked here.
        guard let payload = try? JSONDecoder().decode(Payload.self, from: Data(payload.utf8)) else { return nil }
        return payload.order.map { OrderID($0) }
    }
}
