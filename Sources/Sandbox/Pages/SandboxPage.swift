import FoundationEssentials
import TokoCore

/// The frame of the sandbox's own pages: phone first, no script, and never to be taken for the real thing.
enum SandboxPage {
    /// - Parameters:
    ///   - refreshesAfter: seconds, for pages that wait for something.
    ///   - isWide: for tables.
    static func page(_ title: String, refreshesAfter: Int? = nil, isWide: Bool = false, _ content: HTML) -> HTML {
        let refresh: HTML = refreshesAfter.map { "<meta http-equiv=\"refresh\" content=\"\($0)\">" } ?? ""
        return """
            <!DOCTYPE html>
            <html lang="id">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="robots" content="noindex">
            <title>\(title) · Sandbox TokoKu</title>
            \(refresh)
            <link rel="icon" href="data:,">
            <style>\(SandboxStyle.sheet)</style>
            </head>
            <body>
            <p class="warning" role="note"><strong>Sandbox</strong> – bukan uang sungguhan</p>
            <header><a class="brand" href="/">Sandbox TokoKu</a>
            <nav aria-label="Bagian sandbox"><a href="/bank">Bank</a><a href="/google">Google</a>\
            <a href="/kurir">Kurir</a><a href="/kurir/paket">Paket</a><a href="/surat">Surat</a><a href="/telepon">Telepon</a><a href="/terima">Diterima</a><a href="/_sandbox">Sakelar</a></nav></header>
            <main\(isWide ? " class=\"wide\"" as HTML : "")>
            \(content)
            </main>
            </body>
            </html>
            """
    }

    static func message(_ title: String, _ text: String, status: Int) -> Answer {
        .page(page(title, "<h1>\(title)</h1><p>\(text)</p><p><a href=\"/\">Ke halaman depan</a></p>"), status: status)
    }

    /// `24 November 2026, 14.05 WIB`
    static func time(_ unix: Int64) -> String {
        ShopZone.wib.dateTime(Date(timeIntervalSince1970: Double(unix)))
    }

    static func rupiah(_ amount: Int64) -> String { "Rp \(amount.groupedIndonesian)" }
}
