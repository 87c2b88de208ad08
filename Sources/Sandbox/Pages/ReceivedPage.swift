import FoundationEssentials
import Hummingbird

/// `/terima`: everything the sandbox received, by shop, newest first; `/_sandbox/received` says the same to tests.
struct ReceivedPage {
    /// Lines on one page.
    private static let most = 200

    let received: Received

    func addRoutes(to router: Router<SandboxContext>) {
        router.get("terima") { request, context in
            let call = try await Call(request, context)
            return Answer.page(await page(call.query)).response
        }
        let sandbox = router.group("_sandbox")
        sandbox.get("received") { request, context in
            let call = try await Call(request, context)
            let found = await received.list(
                shop: call.query.filled("shop"), provider: Self.provider(call.query, "provider"),
                endpoint: call.query.filled("endpoint"))
            return Answer.json(["received": .list(found.map(\.json))]).response
        }
        sandbox.post("shops") { request, context in
            let call = try await Call(request, context)
            guard let name = call.body.filled("name") else {
                return Answer.json(["error": "name: is missing"], status: 400).response
            }
            await received.know(name, by: call.body.texts("keys"))
            return Answer.json(["name": .text(name)], status: 201).response
        }
    }

    private static func provider(_ query: Fields, _ name: String) -> Provider? {
        query.filled(name).flatMap(Provider.init(rawValue:))
    }

    private func page(_ query: Fields) async -> HTML {
        let shop = query.filled("toko")
        let provider = Self.provider(query, "penyedia")
        let counts = await received.counts
        let found = await received.list(provider: provider).filter { shop == nil || ($0.shop ?? "-") == shop }
        let shops = counts.map { entry -> (value: String, words: String) in
            let name = entry.shop.isEmpty ? "(kunci tak dikenal)" : entry.shop
            return (entry.shop.isEmpty ? "-" : entry.shop, "\(name), \(entry.calls)")
        }
        return SandboxPage.page(
            "Yang diterima", isWide: true,
            """
            <h1>Yang diterima</h1>
            <p>Setiap panggilan toko ke penyedia tiruan, yang terbaru di atas. Kunci tidak ditampilkan.</p>
            <form class="card" action="/terima" method="get"><div class="grid">
            <div><label for="toko">Toko</label>\(select("toko", shop, [("", "Semua toko")] + shops))</div>
            <div><label for="penyedia">Penyedia</label>\
            \(select("penyedia", provider?.rawValue, [("", "Semua penyedia")] + Provider.allCases.map { ($0.rawValue, $0.rawValue) }))</div>
            </div><p></p><button class="main">Saring</button></form>
            \(found.isEmpty ? "<p class=\"card soft\">Belum ada yang diterima.</p>" : table(found))
            """)
    }

    private func table(_ found: [Received.Entry]) -> HTML {
        let rows = found.prefix(Self.most).map { entry -> HTML in
            let isGood = entry.status.map { $0 < 400 } ?? false
            return """
                <tr><td>\(SandboxPage.time(Int64(entry.at.timeIntervalSince1970)))</td>\
                <td>\(entry.shop ?? "tak dikenal")</td><td>\(entry.provider.rawValue)<br>\
                <span class="soft">\(entry.endpoint)</span></td>\
                <td>\(entry.summary)\(entry.request.isEmpty ? "" : "<br><code>\(entry.request)</code>" as HTML)</td>\
                <td><span class="tag \(isGood ? "ok" : "no")">\(entry.status.map(String.init) ?? "–")</span></td></tr>
                """
        }
        let rest = found.count - Self.most
        return """
            <div class="card scroll"><table><thead><tr><th>Waktu</th><th>Toko</th><th>Penyedia</th><th>Isi</th>\
            <th>Jawaban</th></tr></thead><tbody>\(rows)</tbody></table></div>
            \(rest > 0 ? "<p class=\"soft\">Dan \(rest) yang lebih lama.</p>" : "")
            """
    }

    private func select(_ name: String, _ chosen: String?, _ options: [(value: String, words: String)]) -> HTML {
        let items = options.map { option -> HTML in
            let mark: HTML = chosen == option.value ? " selected" : ""
            return "<option value=\"\(option.value)\"\(mark)>\(option.words)</option>"
        }
        return "<select id=\"\(name)\" name=\"\(name)\">\(items)</select>"
    }
}
