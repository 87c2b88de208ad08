import Hummingbird

/// What the sandbox is, and where its parts are.
struct HomePage {
    let records: Records

    func addRoutes(to router: Router<SandboxContext>) {
        router.get("/") { _, _ in
            Answer.page(view(bills: await records.billCount, merchants: await records.merchants)).response
        }
        router.get("robots.txt") { _, _ in Answer(type: "text/plain", text: "User-agent: *\nDisallow: /\n").response }
        router.get("healthz") { _, _ in Answer(type: "text/plain", text: "ok\n").response }
    }

    private func view(bills: Int, merchants: [Merchant]) -> HTML {
        SandboxPage.page(
            "Depan", isWide: true,
            """
            <h1>Penyedia tiruan untuk mencoba toko</h1>
            <p>Program ini berbicara seperti TriPay, Komerce dan Google, agar toko bisa dicoba dari keranjang sampai \
            barang dikirim tanpa uang, tanpa kurir, dan tanpa akun sungguhan.</p>
            <div class="cards">
            <a class="card" href="/bank"><h2>Bank</h2><p>Bayar tagihan, biarkan kedaluwarsa, atau kembalikan dana. \
            Toko diberi tahu lewat callback bertanda tangan.</p><p class="soft">\(bills) tagihan</p></a>
            <a class="card" href="/google"><h2>Orang Google</h2><p>Orang-orang karangan yang dapat masuk ke toko, \
            termasuk yang emailnya belum terverifikasi.</p><p class="soft">\(Person.all.count) orang</p></a>
            <a class="card" href="/kurir"><h2>Kurir</h2><p>Ongkos kirim yang masuk akal menurut jarak dan berat, ke \
            setiap desa di Indonesia.</p></a>
            <a class="card" href="/kurir/paket"><h2>Paket</h2><p>Jadilah kurir: majukan paket selangkah, biarkan hilang, \
            atau percepat jamnya.</p></a>
            <a class="card" href="/statistik"><h2>Statistik</h2><p>Kunjungan dan pesanan yang dikirim toko ke PostHog, dari \
            pengunjung yang setuju.</p></a>
            <a class="card" href="/surat"><h2>Kotak surat</h2><p>Email dari toko, lewat Gmail atau SMTP, seperti yang \
            dilihat penerimanya.</p></a>
            <a class="card" href="/terima"><h2>Yang diterima</h2><p>Semua panggilan toko ke penyedia, menurut toko.</p></a>
            <a class="card" href="/telepon"><h2>Telepon</h2><p>Pesan WhatsApp untuk pemilik toko dan pembeli, seperti \
            yang mereka baca di ponselnya.</p></a>
            <a class="card" href="/_sandbox"><h2>Sakelar</h2><p>Buat penyedia lambat, diam, salah tanda tangan, atau \
            mengirim callback ganda dan terbalik.</p></a>
            </div>
            <h2>Toko yang dikenal</h2>
            <div class="card scroll"><table><thead><tr><th>Toko</th><th>Merchant</th><th>Biaya ditanggung</th></tr></thead>\
            <tbody>\(merchants.map(row))</tbody></table></div>
            <p class="soft">Toko lain didaftarkan dengan <code>POST /_sandbox/merchants</code>, \
            <code>/_sandbox/google-clients</code> dan <code>/_sandbox/komerce-keys</code>.</p>
            """)
    }

    private func row(_ merchant: Merchant) -> HTML {
        """
        <tr><td>\(merchant.name)</td><td><code>\(merchant.merchantCode)</code></td>\
        <td>\(merchant.feeBearer == .merchant ? "toko" : "pembeli")</td></tr>
        """
    }
}
