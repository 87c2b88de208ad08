import Hummingbird
import Ordering
import Tenancy
import Web

/// Draws a ``LetterForm``.
struct LetterSettingsPage {
    let context: ShopContext
    let form: LetterForm
    var preview: (letter: MailTexts.Letter, sample: LetterPreview)?

    func page(notice: AdminLayout.Notice?, status: HTTPResponse.Status = .ok) -> Page {
        SettingsFrame(context: context, tab: .letters).page(markup, notice: notice, status: status)
    }

    private var markup: Markup {
        """
        <form method="post" action="/admin/pengaturan/surat">\(AdminLayout.token(context.session))
        <button class="default" tabindex="-1" aria-hidden="true">Simpan</button>
        <section class="card"><h2>Pengirim</h2>
        <fieldset><legend>Surat dikirim lewat</legend>
        \(Choice.radio("kirim_lewat", "gmail", "Gmail toko (sambungkan di halaman Sambungan)", form.transport))
        \(Choice.radio("kirim_lewat", "smtp", "Server surat lain (SMTP, dipasang oleh pengelola)", form.transport))
        \(form.problems["kirim_lewat"].map { "<p class=\"error\" id=\"kirim_lewat-salah\">\($0)</p>" as Markup })</fieldset></section>
        <p class="muted">Yang dikosongkan memakai kalimat bawaan. Alamat, barang, dan jumlahnya selalu ditulis otomatis.</p>
        \(MailTexts.Letter.allCases.map(letter))
        <p class="save"><button>Simpan kalimat surat</button></p>
        </form>
        """
    }

    static func name(_ letter: MailTexts.Letter) -> String {
        switch letter {
        case .receipt: "Kuitansi (setelah dibayar)"
        case .shipped: "Pesanan dikirim"
        case .expired: "Pesanan kedaluwarsa"
        case .refunded: "Dana dikembalikan"
        }
    }

    private func letter(_ letter: MailTexts.Letter) -> Markup {
        let marks = LetterMark.usable(in: letter).map(\.typed).joined(separator: ", ")
        return """
            <section class="card" id="\(letter.rawValue)"><h2>\(Self.name(letter))</h2>
            \(shown(letter))
            \(LetterPart.allCases.map { field(letter, $0) })
            <p class="hint">Tanda yang bisa dipakai: \(marks)</p>
            <div class="actions"><button class="second" name="pratinjau" value="\(letter.rawValue)" formaction="/admin/pengaturan/surat#\(letter.rawValue)">Lihat contoh</button>
            <a class="button quiet" href="/admin/pengaturan/surat/\(letter.rawValue)/contoh">Contoh yang tersimpan</a></div>
            </section>
            """
    }

    private func field(_ letter: MailTexts.Letter, _ part: LetterPart) -> Markup {
        let name = LetterForm.field(letter, part)
        return FormField(
            name: name, label: part.name, value: form.texts[letter][part], problem: form.problems[name],
            hint: "Bawaan: \(LetterWords.standard(letter)[part])", lines: part == .subject ? nil : 3
        ).markup
    }

    private func shown(_ letter: MailTexts.Letter) -> Markup? {
        guard let preview, preview.letter == letter else { return nil }
        return """
            <div class="notice" role="status"><p><strong>\(preview.sample.subject)</strong></p>
            <pre>\(preview.sample.text)</pre></div>
            """
    }
}
