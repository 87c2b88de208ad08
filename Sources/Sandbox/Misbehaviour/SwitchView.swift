/// The page of switches: what is on, and a form for one more.
struct SwitchView {
    let entries: [MisbehaviourBoard.Entry]
    var typed: Fields = .none
    var error: String?

    /// What people read beside a mode's name.
    private static func words(for mode: Misbehaviour.Mode) -> String {
        switch mode {
        case .timeout: "tidak pernah menjawab"
        case .slow: "menjawab lambat"
        case .serverError: "galat server"
        case .html: "halaman HTML 502"
        case .html403: "halaman Cloudflare 403"
        case .unauthorizedIP: "TriPay: alamat IP ditolak"
        case .successFalse: "ditolak penyedia"
        case .cut: "jawaban terpotong"
        case .lostAnswer: "dikerjakan, jawabannya hilang"
        case .empty: "jawaban kosong"
        case .quota: "kuota habis"
        case .wrongSignature: "tanda tangan salah"
        case .duplicate: "callback ganda"
        case .reorder: "callback terbalik (EXPIRED dulu)"
        case .wrongAmount: "callback dengan jumlah salah"
        case .late: "callback terlambat"
        case .none: "callback tidak dikirim"
        }
    }

    var page: HTML {
        let problem: HTML = error.map { "<p class=\"error\" role=\"alert\">\($0)</p>" } ?? ""
        let endpoints = Set(Provider.allCases.flatMap(\.endpoints)).sorted() + ["*"]
        return SandboxPage.page(
            "Sakelar", isWide: true,
            """
            <h1>Sakelar ulah</h1>
            <p>Buat penyedia berulah, lalu lihat apa yang dilakukan toko. Semua sakelar hilang bila sandbox dihentikan.</p>
            \(active)
            <h2>Tambah</h2>
            <form class="card" method="post" action="/_sandbox/sakelar">
            \(problem)
            <div class="grid">
            <div><label for="provider">Penyedia</label>\(select("provider", Provider.allCases.map { ($0.rawValue, $0.rawValue) }))</div>
            <div><label for="endpoint">Bagian</label>\(select("endpoint", endpoints.map { ($0, $0 == "*" ? "* (semua)" : $0) }))</div>
            <div><label for="mode">Ulah</label>\(select("mode", modes))</div>
            <div><label for="times">Berapa kali (kosong: terus)</label>\(number("times"))</div>
            <div><label for="milliseconds">Milidetik (lambat, terlambat)</label>\(number("milliseconds"))</div>
            <div><label for="copies">Salinan (ganda)</label>\(number("copies"))</div>
            <div><label for="merchant">Hanya merchant / kunci</label><input id="merchant" name="merchant" \
            value="\(typed.text("merchant") ?? "")" autocomplete="off"></div>
            </div>
            <p></p><button class="main">Nyalakan</button>
            </form>
            <p class="soft">Untuk skrip: <code>POST</code>, <code>GET</code>, <code>DELETE /_sandbox/misbehave</code> \
            dengan JSON berisi nama-nama yang sama.</p>
            """)
    }

    private var modes: [(String, String)] {
        Misbehaviour.Mode.allCases.map { ($0.rawValue, "\($0.rawValue): \(Self.words(for: $0))") }
    }

    private func select(_ name: String, _ options: [(value: String, words: String)]) -> HTML {
        let items = options.map { option -> HTML in
            let mark: HTML = typed.text(name) == option.value ? " selected" : ""
            return "<option value=\"\(option.value)\"\(mark)>\(option.words)</option>"
        }
        return "<select id=\"\(name)\" name=\"\(name)\">\(items)</select>"
    }

    private func number(_ name: String) -> HTML {
        "<input id=\"\(name)\" name=\"\(name)\" inputmode=\"numeric\" value=\"\(typed.text(name) ?? "")\">"
    }

    private var active: HTML {
        if entries.isEmpty {
            return "<p class=\"card soft\">Tidak ada yang menyala: semua penyedia berperilaku baik.</p>"
        }
        let rows = entries.map { entry -> HTML in
            let order = entry.order
            let times = order.times.map { "\($0) kali lagi" } ?? "terus"
            return """
                <tr><td>\(order.provider.rawValue)</td><td><code>\(order.endpoint)</code></td>\
                <td>\(Self.words(for: order.mode))</td><td>\(times)</td><td>\(order.merchant ?? "semua")</td>\
                <td><form method="post" action="/_sandbox/sakelar/hapus"><input type="hidden" name="nomor" \
                value="\(entry.number)"><button>Matikan</button></form></td></tr>
                """
        }
        return """
            <div class="card scroll"><table><thead><tr><th>Penyedia</th><th>Bagian</th><th>Ulah</th><th>Sisa</th>\
            <th>Merchant</th><th></th></tr></thead><tbody>\(rows)</tbody></table></div>
            <form method="post" action="/_sandbox/sakelar/hapus"><button class="stop">Matikan semua</button></form>
            """
    }
}
