import FoundationEssentials
import HTTPTypes
import Hummingbird
import WebClient

/// `/surat`: the letters as their receivers see them; `/_sandbox/mails` tells tests the same.
struct InboxPages {
    private static let most = 100

    let inbox: Inbox

    func addRoutes(to router: Router<SandboxContext>) {
        let pages = router.group("surat")
        pages.get { try await list(Call($0, $1)).response }
        pages.get(":id") { try await show(Call($0, $1)).response }
        pages.get(":id/isi") { try await words(Call($0, $1)).response }
        pages.get(":id/lampiran/:number") { try await file(Call($0, $1)).response }
        router.get("_sandbox/mails") { request, context in
            let call = try await Call(request, context)
            let found = await inbox.list(to: call.query.filled("to"), shop: call.query.filled("shop"))
            return Answer.json(["mails": .list(found.map { $0.json(origin: call.origin) })]).response
        }
    }

    private static let missing = SandboxPage.message(
        "Surat tidak ada", "Surat ini tidak ada, atau sandbox pernah dimulai ulang.", status: 404)

    private func list(_ call: Call) async -> Answer {
        let (shop, to) = (call.query.filled("toko"), call.query.filled("kepada"))
        let found = await inbox.list(to: to, shop: shop)
        let counts = await inbox.counts
        let shops: [HTML] = counts.map { entry in
            "<a class=\"tag\" href=\"/surat?\(Form.encode([("toko", entry.shop)]))\">\(entry.shop) · \(entry.mails)</a> "
        }
        let rows = found.prefix(Self.most).map { mail -> HTML in
            let clip: HTML =
                mail.attachments.isEmpty ? "" : " <span class=\"tag\">\(mail.attachments.count) lampiran</span>"
            return """
                <tr><td>\(SandboxPage.time(Int64(mail.at.timeIntervalSince1970)))</td><td>\(mail.shop)</td>\
                <td>\(mail.toName.isEmpty ? mail.to : mail.toName)<br><span class="soft">\(mail.to)</span></td>\
                <td><a href="/surat/\(mail.id)">\(mail.subject.isEmpty ? "(tanpa judul)" : mail.subject)</a>\(clip)</td></tr>
                """
        }
        let table: HTML = """
            <div class="card scroll"><table><thead><tr><th>Waktu</th><th>Toko</th><th>Kepada</th><th>Judul</th></tr>\
            </thead><tbody>\(rows)</tbody></table></div>
            """
        let rest: HTML =
            found.count > Self.most ? "<p class=\"soft\">Dan \(found.count - Self.most) yang lebih lama.</p>" : ""
        return .page(
            SandboxPage.page(
                "Kotak surat", isWide: true,
                """
                <h1>Kotak surat</h1>
                <p>Semua email yang dikirim toko lewat Gmail atau SMTP tiruan, yang terbaru di atas. Surat hanya diingat \
                sampai sandbox dimatikan.</p>
                <p>\(counts.isEmpty ? "" : "<a class=\"tag\" href=\"/surat\">Semua toko</a> " as HTML)\(shops)</p>
                <form class="card pair" action="/surat" method="get"><input name="kepada" type="text" inputmode="email" \
                aria-label="Alamat penerima" placeholder="alamat penerima" value="\(to ?? "")"><button>Cari</button></form>
                \(found.isEmpty ? "<p class=\"card soft\">Belum ada surat.</p>" : table)\(rest)
                """))
    }

    private func show(_ call: Call) async -> Answer {
        guard let mail = await inbox.mail(call.parameter("id")) else { return Self.missing }
        let wantsText = call.query.text("lihat") == "teks" || mail.html == nil
        // No script, no form, no network, and not the sandbox's own origin.
        let words: HTML =
            wantsText
            ? "<pre class=\"card\" id=\"teks\">\(mail.text ?? "(tidak ada teks polos)")</pre>"
            : "<iframe class=\"mail\" title=\"Isi surat\" sandbox src=\"/surat/\(mail.id)/isi\"></iframe>"
        let files = mail.attachments.enumerated().map { index, file -> HTML in
            """
            <li><a href="/surat/\(mail.id)/lampiran/\(index)" download>\(file.name)</a> \
            <span class="soft">\(file.type), \(file.bytes.count) byte</span></li>
            """
        }
        let fields = mail.fields.map { field -> HTML in "<dt>\(field.name)</dt><dd>\(field.value)</dd>" }
        return .page(
            SandboxPage.page(
                mail.subject, isWide: true,
                """
                <p><a href="/surat">Kotak surat</a></p>
                <h1>\(mail.subject.isEmpty ? "(tanpa judul)" : mail.subject)</h1>
                <p><strong>\(mail.shop)</strong> <span class="soft">&lt;\(mail.from)&gt; kepada \(mail.toName) \
                &lt;\(mail.to)&gt;, \(SandboxPage.time(Int64(mail.at.timeIntervalSince1970)))</span></p>
                <p><a class="tag" href="/surat/\(mail.id)">Tampilan</a> \
                <a class="tag" href="/surat/\(mail.id)?lihat=teks">Teks polos</a></p>
                \(words)
                \(files.isEmpty ? "" : "<h2>Lampiran</h2><ul class=\"card\" id=\"lampiran\">\(files)</ul>" as HTML)
                <details class="card"><summary>Kepala surat</summary><dl>\(fields)</dl></details>
                """), framesOwn: true)
    }

    /// The letter's own page: somebody else's markup, so it may do nothing at all.
    private func words(_ call: Call) async -> Answer {
        guard let mail = await inbox.mail(call.parameter("id")), let html = mail.html else { return Self.missing }
        var answer = Answer(type: "text/html; charset=utf-8", text: html)
        answer.headers[.contentSecurityPolicy] =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
        answer.headers[.xContentTypeOptions] = "nosniff"
        answer.headers[.cacheControl] = "no-store"
        return answer
    }

    private func file(_ call: Call) async -> Answer {
        guard let mail = await inbox.mail(call.parameter("id")), let number = Int(call.parameter("number")),
            mail.attachments.indices.contains(number)
        else { return Self.missing }
        let file = mail.attachments[number]
        var answer = Answer(type: file.type, body: file.bytes)
        answer.headers[.contentDisposition] = "attachment; filename*=UTF-8''\(Form.encode(file.name))"
        answer.headers[.contentSecurityPolicy] = "sandbox; default-src 'none'"
        answer.headers[.xContentTypeOptions] = "nosniff"
        return answer
    }
}
