import Hummingbird

/// A page that shows what the sandbox's couriers ask between two places.
struct CourierPage {
    let book: PlaceBook

    func addRoutes(to router: Router<SandboxContext>) {
        router.get("kurir") { request, context in
            let call = try await Call(request, context)
            return Answer.page(page(call.query)).response
        }
    }

    private func page(_ query: Fields) -> HTML {
        let (from, to) = (query.text("asal") ?? "Sinduharjo Ngaglik", query.text("tujuan") ?? "")
        let grams = query.integer("berat") ?? 1_000
        return SandboxPage.page(
            "Kurir", isWide: true,
            """
            <h1>Kurir sandbox</h1>
            <p>Harga dihitung dari jarak dan berat, dan selalu sama untuk rute yang sama. Sandbox mengenal \
            \(book.places.count) tempat dan \(Courier.all.count) kurir.</p>
            <form class="card" action="/kurir" method="get">
            <div class="grid">
            <div><label for="asal">Dari (desa, kecamatan, atau kode pos)</label>\
            <input id="asal" name="asal" value="\(from)" required></div>
            <div><label for="tujuan">Ke</label><input id="tujuan" name="tujuan" value="\(to)" required></div>
            <div><label for="berat">Berat (gram)</label>\
            <input id="berat" name="berat" inputmode="numeric" value="\(grams)" required></div>
            </div><p></p><button class="main">Hitung</button>
            </form>
            \(to.isEmpty ? "" : result(from, to, grams))
            """)
    }

    private func result(_ from: String, _ to: String, _ grams: Int64) -> HTML {
        guard (1...1_000_000_000).contains(grams) else {
            return "<p class=\"error\" role=\"alert\">Berat harus 1 gram atau lebih.</p>"
        }
        guard let origin = first(from) else { return missing(from) }
        guard let destination = first(to) else { return missing(to) }
        let route = Route(
            from: book.districts[origin.district], to: book.districts[destination.district], in: book)
        let rates = Courier.all.flatMap { $0.rates(on: route, grams: grams) }.sorted { $0.cost < $1.cost }
        let rows = rates.map { rate -> HTML in
            """
            <tr><td>\(rate.courier) <strong>\(rate.service)</strong><br><span class="soft">\(rate.description)\
            \(rate.estimate.isEmpty ? "" : " · \(rate.estimate)")</span></td>\
            <td class="number">\(SandboxPage.rupiah(rate.cost))</td></tr>
            """
        }
        return """
            <h2>\(book.label(origin)) → \(book.label(destination))</h2>
            <div class="card scroll"><table><thead><tr><th>Layanan</th><th>Harga</th></tr></thead>\
            <tbody>\(rows)</tbody></table></div>
            """
    }

    /// The first place with a name, else the first.
    private func first(_ text: String) -> PlaceBook.Place? {
        let found = book.search(text, limit: 20, offset: 0).map { book.places[$0] }
        return found.first { $0.name != "-" } ?? found.first
    }

    private func missing(_ text: String) -> HTML {
        "<p class=\"error\" role=\"alert\">Tidak ada tempat “\(text)”.</p>"
    }
}
