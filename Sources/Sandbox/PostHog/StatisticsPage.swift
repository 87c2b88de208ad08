import FoundationEssentials
import Hummingbird

/// `/statistik`: the events of every shop, newest first; `/_sandbox/events` says the same to tests.
struct StatisticsPage {
    /// Lines on one page.
    private static let most = 200

    let events: CountedEvents

    func addRoutes(to router: Router<SandboxContext>) {
        router.get("statistik") { request, context in
            let call = try await Call(request, context)
            return Answer.page(await page(call.query)).response
        }
        router.group("_sandbox").get("events") { request, context in
            let query = try await Call(request, context).query
            let found = await events.list(
                shop: query.filled("shop"), key: query.filled("key"), name: query.filled("event"))
            return Answer.json(["events": .list(found.map(\.json))]).response
        }
    }

    private func page(_ query: Fields) async -> HTML {
        let all = await events.list()
        let shop = query.filled("toko")
        let found = shop.map { shop in all.filter { Self.owner($0) == shop } } ?? all
        let owners = Dictionary(grouping: all, by: Self.owner).map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
        let links = owners.map { owner, count -> HTML in
            """
            <a href="\(FormText.address("/statistik", adding: [("toko", owner)]))">\(owner)</a> (\(count))
            """
        }
        return SandboxPage.page(
            "Statistik", refreshesAfter: 5, isWide: true,
            """
            <h1>Statistik</h1>
            <p>Peristiwa yang diterima PostHog tiruan, yang terbaru di atas. Yang ber-UUID sama dihitung sekali. \
            Kunjungan hanya dikirim oleh pengunjung yang setuju.</p>
            \(owners.isEmpty ? "" : "<p><a href=\"/statistik\">Semua</a> · \(Self.listed(links))</p>")
            \(found.isEmpty ? "<p class=\"card soft\">Belum ada peristiwa.</p>" : table(found))
            """)
    }

    private static func owner(_ event: CountedEvent) -> String { event.shop ?? event.key }

    private static func listed(_ links: [HTML]) -> HTML {
        .joined(links.enumerated().map { $0.offset == 0 ? $0.element : " · \($0.element)" as HTML })
    }

    private func table(_ found: [CountedEvent]) -> HTML {
        let rows = found.prefix(Self.most).map { event -> HTML in
            """
            <tr><td>\(SandboxPage.time(Int64(event.receivedAt.timeIntervalSince1970)))</td>\
            <td>\(Self.owner(event))</td><td><strong>\(event.name)</strong><br><code>\(event.distinctID)</code></td>\
            <td><details><summary>\(gist(event))</summary><pre>\(event.properties.written(.plain))</pre></details></td></tr>
            """
        }
        let rest = found.count - Self.most
        return """
            <div class="card scroll"><table><thead><tr><th>Diterima</th><th>Toko</th><th>Peristiwa</th><th>Isi</th></tr>\
            </thead><tbody>\(rows)</tbody></table></div>
            \(rest > 0 ? "<p class=\"soft\">Dan \(rest) yang lebih lama.</p>" : "")
            """
    }

    private func gist(_ event: CountedEvent) -> String {
        let fields = Fields(root: event.properties)
        if let total = fields.integer("total") ?? fields.integer("value") {
            return "\(fields.text("order_id") ?? "") \(SandboxPage.rupiah(total))"
        }
        return fields.filled("$pathname") ?? event.path
    }
}
