import Hummingbird
import Ordering
import Tenancy
import TokoCore
import Web

/// `/admin/pesanan`: what came in, newest first, by state and by search.
struct OrderListPage {
    /// The tabs an owner works through, in the order of the work.
    enum Filter: String, CaseIterable {
        case toProcess = "proses"
        case packing = "dikemas"
        case sent = "dikirim"
        case waiting = "menunggu"
        case over = "berakhir"
        case all = "semua"

        var name: String {
            switch self {
            case .toProcess: "Perlu diproses"
            case .packing: "Dikemas"
            case .sent: "Dikirim"
            case .waiting: "Menunggu bayar"
            case .over: "Berakhir"
            case .all: "Semua"
            }
        }

        var states: [OrderState]? {
            switch self {
            case .toProcess: [.paid]
            case .packing: [.processing]
            case .sent: [.shipped, .delivered, .completed]
            case .waiting: [.pending]
            case .over: [.expired, .cancelled, .refunded]
            case .all: nil
            }
        }
    }

    @Sendable static func show(request: Request, context: ShopContext) async throws -> Page {
        let query = Form.query(request)
        let filter = Filter(rawValue: query["status"]) ?? (query.has("cari") ? .all : .toProcess)
        let search = String(query["cari"].prefix(60))
        let page = max(1, min(Int64(query["hal"]) ?? 1, 10_000))
        let orders = OrderRepository(context.shop.database)
        async let list = orders.list(in: filter.states, matching: search, page: page)
        async let counts = orders.countByState()
        async let troubles = ShopTroubles(of: context.shop)
        let found = try await list
        let view = OrderListPage(
            context: context, filter: filter, search: search, page: page, orders: found.orders,
            hasMore: found.hasMore,
            counts: try await counts, troubles: try await troubles)
        return AdminLayout(context: context, section: .orders, title: "Pesanan", notice: nil).page(view.markup)
    }

    let context: ShopContext
    let filter: Filter
    let search: String
    let page: Int64
    let orders: [OrderSummary]
    let hasMore: Bool
    let counts: [OrderState: Int64]
    let troubles: ShopTroubles

    private var markup: Markup {
        """
        \(TroubleBanner.markup(troubles, context))
        <form method="get" action="/admin/pesanan" role="search" class="row card">
        <div><label for="cari">Cari pesanan</label>
        <input id="cari" name="cari" type="search" value="\(search)" placeholder="Kode, nama, telepon, atau resi"></div>
        <button>Cari</button>
        </form>
        <ul class="tabs">\(Filter.allCases.map(tab))</ul>
        <div class="card">
        \(orders.isEmpty ? empty : "<ul class=\"orders\">\(orders.map(line))</ul>")
        \(paging)
        </div>
        """
    }

    private func tab(_ tab: Filter) -> Markup {
        let count = tab.states.map { $0.reduce(0) { $0 + counts[$1, default: 0] } } ?? counts.values.reduce(0, +)
        let current: Markup = tab == filter ? " aria-current=\"page\"" : ""
        return """
            <li><a href="/admin/pesanan?status=\(tab.rawValue)"\(current)>\(tab.name) <span class="count">\(count)</span></a></li>
            """
    }

    private var empty: Markup {
        search.isEmpty
            ? "<p class=\"muted\">Tidak ada pesanan di sini.</p>"
            : "<p class=\"muted\">Tidak ada pesanan yang cocok dengan “\(search)”.</p>"
    }

    private func line(_ order: OrderSummary) -> Markup {
        let more: Markup = order.pieces > 1 ? " · \(order.pieces) barang" : ""
        let flag: Markup = order.attention == nil ? "" : " <span class=\"badge cancelled\">Perlu perhatian</span>"
        return """
            <li><a href="/admin/pesanan/\(order.code)">
            <span><span class="code">\(order.code)</span> <span class="badge \(order.state.rawValue)">\(AdminWords.state(order.state))</span>\(flag)</span>
            <span class="sum">\(order.total.formatted)</span>
            <span>\(order.recipient), \(order.regency)</span>
            <span class="muted">\(context.shop.settings.zone.dateTime(order.placedAt))</span>
            <span class="muted">\(order.firstLine)\(more)</span>
            <span class="muted">\(order.waybill.map { "Resi \($0)" } ?? "")</span>
            </a></li>
            """
    }

    private var paging: Markup? {
        guard page > 1 || hasMore else { return nil }
        let base = "/admin/pesanan?status=\(filter.rawValue)\(search.isEmpty ? "" : "&cari=\(URLText.encode(search))")"
        return """
            <p class="pages">
            \(page > 1 ? "<a href=\"\(base)&amp;hal=\(page - 1)\">← Lebih baru</a>" : "<span></span>")
            \(hasMore ? "<a href=\"\(base)&amp;hal=\(page + 1)\">Lebih lama →</a>" : nil)
            </p>
            """
    }
}
