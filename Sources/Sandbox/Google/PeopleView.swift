/// The made-up people, for those who look around.
struct PeopleView {
    var page: HTML {
        SandboxPage.page(
            "Orang Google", isWide: true,
            """
            <h1>Orang Google di sandbox</h1>
            <p>Tekan “Masuk dengan Google” di sebuah toko, lalu pilih salah satu. Alamat lain boleh dikarang: setiap \
            alamat selalu orang yang sama.</p>
            <div class="card scroll"><table><thead><tr><th>Nama</th><th>Email</th><th>Keterangan</th></tr></thead>\
            <tbody>\(Person.all.map(row))</tbody></table></div>
            <p class="soft">Untuk skrip: <code>prompt=none&amp;login_hint=nama@example.com</code> memilih tanpa halaman.</p>
            """)
    }

    private func row(_ person: Person) -> HTML {
        let remark: HTML =
            if let workspace = person.workspace {
                "Workspace \(workspace)"
            } else {
                person.isVerified ? "" : "email belum terverifikasi"
            }
        return "<tr><td>\(person.name)</td><td>\(person.email)</td><td>\(remark)</td></tr>"
    }
}

/// Google's own error page: the browser stays there.
enum GoogleErrorView {
    static func answer(_ error: GooglePageError) -> Answer {
        let page = SandboxPage.page(
            "Akses diblokir",
            """
            <h1>Akses diblokir: permintaan aplikasi ini tidak valid</h1>
            <p>\(error.words)</p>
            <p class="card">Error 400: <strong>\(error.code)</strong></p>
            """)
        return .page(page, status: 400)
    }
}
