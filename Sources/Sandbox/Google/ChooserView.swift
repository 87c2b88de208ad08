/// "Pilih akun": the people a browser may be today.
struct ChooserView {
    let request: AuthorizationRequest
    var hinted: Person?
    /// An address that is none.
    var typed: String?

    /// Before the names of carried parameters, so that they cannot be taken for the form's own.
    static let prefix = "q-"

    private var shop: String {
        let rest = request.redirectURI.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).first ?? ""
        return String(rest)
    }

    var page: HTML {
        let people = Person.all.filter { $0 != hinted }
        let order = (hinted.map { [$0] } ?? []) + people
        let error: HTML =
            typed.map { "<p class=\"error\" id=\"salah\" role=\"alert\">“\($0)” bukan alamat email.</p>" } ?? ""
        return SandboxPage.page(
            "Pilih akun",
            """
            <h1>Pilih akun</h1>
            <p>untuk melanjutkan ke <strong>\(shop)</strong></p>
            <div class="card">
            <form method="post" action="/google/accounts/pilih" class="stack">\(carried)\(wishes)\(order.map(button))
            </form>
            </div>
            <div class="card">
            <form method="post" action="/google/accounts/pilih">\(carried)\(wishes)
            <label for="email">Gunakan akun lain (karang saja alamatnya)</label>\(error)
            <div class="pair"><input id="email" name="email" type="text" inputmode="email" autocomplete="off" required \
            placeholder="nama@example.com" value="\(typed ?? "")">\
            <button>Lanjut</button></div>
            </form>
            </div>
            <form method="post" action="/google/accounts/pilih">\(carried)
            <button name="person" value="batal" id="batal">Batal</button></form>
            """)
    }

    /// What Google lets people untick.
    private var wishes: HTML {
        .joined(
            request.optionalScopes.map { scope -> HTML in
                let words =
                    scope.hasSuffix("/gmail.send") ? "Kirim email atas nama Anda" : "Akses lain: \(scope)"
                return """
                    <label class="tick"><input type="checkbox" name="izin" value="\(scope)" checked> \(words)</label>
                    """
            })
    }

    private func button(_ person: Person) -> HTML {
        // A made-up person is known by the address alone.
        let isKnown = Person.with(sub: person.sub) != nil
        let value: HTML =
            isKnown ? " name=\"person\" value=\"\(person.sub)\"" : " name=\"email\" value=\"\(person.email)\""
        let unverified: HTML = person.isVerified ? "" : " · <span class=\"tag wait\">email belum terverifikasi</span>"
        let workspace: HTML = person.workspace.map { " · Workspace \($0)" } ?? ""
        return """
            <button class="person"\(value)><span class="face" aria-hidden="true" style="background:hsl(\(hue(person)) 55% 38%)">\
            \(person.initials)</span><span>\(person.name)<br>\
            <span class="soft">\(person.email)\(workspace)\(unverified)</span></span></button>
            """
    }

    private func hue(_ person: Person) -> UInt64 { Hash.of(person.sub) % 360 }

    private var carried: HTML {
        .joined(
            request.pairs.map { "<input type=\"hidden\" name=\"\(Self.prefix)\($0.name)\" value=\"\($0.value)\">" })
    }
}
