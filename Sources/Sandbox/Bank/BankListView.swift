/// All bills, and a field to find one by what the shop told its customer.
struct BankListView {
    /// Newest first.
    let bills: [Bill]
    /// Names by API key.
    let merchants: [String: String]
    /// What was searched for in vain.
    var missed: String?

    private static let most = 200

    var page: HTML {
        let error: HTML =
            missed.map { "<p class=\"error\" id=\"salah\" role=\"alert\">Tidak ada tagihan dengan kode “\($0)”.</p>" }
            ?? ""
        return SandboxPage.page(
            "Bank", isWide: true,
            """
            <h1>Bank sandbox</h1>
            <div class="card">
            <form action="/bank/cari" method="get">
            <label for="kode">Nomor VA, kode bayar, atau nomor pesanan</label>
            \(error)
            <div class="pair"><input id="kode" name="kode" inputmode="text" autocomplete="off" required \
            value="\(missed ?? "")"\(missed == nil ? "" : " aria-describedby=\"salah\"" as HTML)>\
            <button class="main">Cari</button></div>
            </form>
            </div>
            \(table)
            """)
    }

    private var table: HTML {
        if bills.isEmpty { return "<p class=\"soft\">Belum ada tagihan. Belanjalah dulu di salah satu toko.</p>" }
        let rows = bills.prefix(Self.most).map { bill -> HTML in
            """
            <tr><td><a href="/bayar/\(bill.reference)">\(bill.merchantRef)</a><br>\
            <span class="soft">\(merchants[bill.apiKey] ?? "Toko")</span></td>\
            <td>\(bill.channelName)<br><span class="soft">\(bill.payCode ?? bill.method)</span></td>\
            <td class="number">\(SandboxPage.rupiah(bill.amount))</td>\
            <td><span class="tag \(bill.status.rawValue)">\(BillView.words(for: bill.status))</span></td></tr>
            """
        }
        let rest: HTML =
            bills.count > Self.most
            ? "<p class=\"soft\">\(Self.most) terbaru dari \(bills.count) tagihan; yang lain lewat pencarian.</p>" : ""
        return """
            <div class="card scroll"><table><thead><tr><th>Pesanan</th><th>Cara bayar</th><th>Jumlah</th>\
            <th>Keadaan</th></tr></thead><tbody>\(rows)</tbody></table></div>\(rest)
            """
    }
}
