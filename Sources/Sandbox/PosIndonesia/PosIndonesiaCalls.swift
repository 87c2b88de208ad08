import Hummingbird

/// Pos Indonesia's page of postal codes under `/posindonesia`: HTML for people, which is all there is.
///
/// Some codes differ from the offline list, as they really do, so that a refresh can be seen: see ``PostalCodeBook``.
struct PosIndonesiaCalls {
    let stage: Stage
    let codes: PostalCodeBook

    func addRoutes(to router: Router<SandboxContext>) {
        let site = router.group("posindonesia")
        site.get("/") { _, _ in Answer.page(page(content: form)).response }
        site.get("CariKodepos") { _, _ in Answer.page(page(content: form)).response }
        site.post("CariKodepos", use: stage.handler(.posindonesia, "search", names: { _ in [] }, search))
    }

    @Sendable private func search(_ call: Call) -> Answer {
        // The real one turns programs away that do not say who they are.
        guard let agent = call.request.headers[.userAgent], !agent.isEmpty else {
            return .page("<html><body><h1>403 Forbidden</h1></body></html>", status: 403)
        }
        let wanted = call.body.text("kodepos") ?? ""
        let found = codes.search(wanted)
        let rows: [HTML] =
            found.isEmpty
            ? ["<tr><td colspan=\"6\">Data tidak ditemukan</td></tr>"]
            : found.enumerated().map { index, place in
                """
                <tr><td>\(index + 1)</td><td>\(place.code)</td><td>\(place.village)</td><td>\(place.district)</td>\
                <td>\(place.regency)</td><td>\(place.province)</td></tr>
                """
            }
        var answer = Answer.page(
            page(
                content: """
                    \(form)<table id="list-data" class="table table-bordered"><thead><tr><th>No</th><th>Kodepos</th>\
                    <th>Desa/Kelurahan</th><th>Kecamatan/Distrik</th><th>Kota/Kabupaten</th><th>Provinsi</th></tr>\
                    </thead><tbody>\(rows)</tbody></table>
                    """))
        answer.headers[.setCookie] = "ci_session=sandbox; path=/; HttpOnly"
        answer.summary = "“\(wanted)”: \(found.count) baris"
        return answer
    }

    private var form: HTML {
        """
        <form method="post" action="/posindonesia/CariKodepos"><input name="kodepos" aria-label="Nama tempat atau kode pos">\
        <button>Cari</button></form>
        """
    }

    private func page(content: HTML) -> HTML {
        """
        <!DOCTYPE html><html><head><meta charset="utf-8"><title>Kode Pos</title></head><body>\
        <h1>Cari Kodepos</h1>\(content)</body></html>
        """
    }
}
