import FoundationEssentials
import Hummingbird
import WebClient

/// `/telepon`: every phone's messages as its owner reads them; `/_sandbox/whatsapp-messages` tells tests the same.
struct PhonePages {
    let book: PhoneBook
    let courier: StatusCourier

    private static let deeds = [
        ("sent", "Terkirim"), ("delivered", "Sampai"), ("read", "Dibaca"), ("failed", "Gagal"),
    ]

    func addRoutes(to router: Router<SandboxContext>) {
        router.get("telepon") { try await list(Call($0, $1)).response }
        router.post("telepon") { try await act(Call($0, $1)).response }
        router.get("_sandbox/whatsapp-messages") { request, context in
            let call = try await Call(request, context)
            let found = await book.list(
                shop: call.query.filled("shop"), template: call.query.filled("template"), to: call.query.filled("to"))
            return Answer.json(["messages": .list(found.map(\.json))]).response
        }
    }

    private func list(_ call: Call) async -> Answer {
        let phone = call.query.filled("nomor")
        let all = await book.list()
        let phones = Dictionary(grouping: all, by: \.to).map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
        let links: [HTML] = phones.map { number, count in
            "<a class=\"tag\" href=\"/telepon?\(Form.encode([("nomor", number)]))\">\(number) · \(count)</a> "
        }
        let shown = all.filter { phone == nil || $0.to == phone }.prefix(100)
        let bubbles = shown.map(bubble)
        return .page(
            SandboxPage.page(
                "Telepon",
                """
                <h1>Telepon</h1>
                <p>Pesan WhatsApp yang dikirim toko, seperti yang dibaca penerimanya. Toko diberi tahu apa yang terjadi \
                dengan setiap pesan lewat webhook bertanda tangan.</p>
                <p>\(phones.isEmpty ? "" : "<a class=\"tag\" href=\"/telepon\">Semua</a> " as HTML)\(links)</p>
                \(shown.isEmpty ? "<p class=\"card soft\">Belum ada pesan.</p>" : "" as HTML)\(Array(bubbles))
                <p class="soft">Nomor yang berakhir 131026 tidak dapat menerima pesan; 131047 ditolak; 131056 ditolak dua \
                kali; 130429 diminta menunggu sedetik.</p>
                """))
    }

    private func bubble(_ message: PhoneMessage) -> HTML {
        let button: HTML =
            message.link.map { link in "<p><a href=\"\(link.url)\">\(link.text)</a></p>" as HTML } ?? HTML.nothing
        let deeds: [HTML] = Self.deeds.map { deed, word in
            "<button name=\"kejadian\" value=\"\(deed)\">\(word)</button> "
        }
        return """
            <div class="card"><p class="soft">\(message.account.name) → \(message.to) · \
            \(SandboxPage.time(Int64(message.at.timeIntervalSince1970))) · \(Self.word(message.status))</p>\
            <p>\(message.text)</p>\(button)\
            <form method="post" action="/telepon"><input type="hidden" name="pesan" value="\(message.number)">\
            \(deeds)</form></div>
            """
    }

    private static func word(_ status: String) -> String {
        deeds.first { $0.0 == status }?.1 ?? "Diterima WhatsApp"
    }

    private func act(_ call: Call) async -> Answer {
        guard let number = call.body.integer("pesan"), let status = call.body.text("kejadian"),
            Self.deeds.contains(where: { $0.0 == status }), let message = await book.set(status, of: number)
        else { return SandboxPage.message("Pesan tidak ada", "Pesan ini tidak ada lagi.", status: 404) }
        courier.tell(status, of: message)
        return .redirect(to: "/telepon?\(Form.encode([("nomor", message.to)]))")
    }
}
