import FoundationEssentials
import Hummingbird

/// `/kurir/paket`: a person as the courier. Parcels go on by themselves, or a step at each click.
struct ParcelPages {
    private static let most = 100

    let parcels: Parcels
    let clock: SandboxClock

    func addRoutes(to router: Router<SandboxContext>) {
        let pages = router.group("kurir/paket")
        pages.get { _, _ in Answer.page(await page()).response }
        pages.post { request, context in
            let call = try await Call(request, context)
            return await register(call.body).response
        }
        pages.post("maju") { request, context in
            let body = try await Call(request, context).body
            _ = await parcels.push(courier: body.text("kurir") ?? "", waybill: body.text("resi") ?? "")
            return Self.back.response
        }
        pages.post("nasib") { request, context in
            let body = try await Call(request, context).body
            if let fate = body.text("nasib").flatMap(SandboxParcel.Fate.init(rawValue:)) {
                _ = await parcels.decide(
                    courier: body.text("kurir") ?? "", waybill: body.text("resi") ?? "", fate)
            }
            return Self.back.response
        }
        pages.post("jam") { request, context in
            let body = try await Call(request, context).body
            if let hours = body.integer("jam"), (1...240).contains(hours) { _ = clock.advance(by: hours * 3_600) }
            return Self.back.response
        }
    }

    private static let back = Answer.redirect(to: "/kurir/paket")

    private func register(_ form: Fields) async -> Answer {
        guard let courier = form.filled("kurir"), BinderByteCouriers.names[courier] != nil,
            let waybill = form.filled("resi")?.uppercased().filter({ !$0.isWhitespace }),
            let fate = form.filled("nasib").flatMap(SandboxParcel.Fate.init(rawValue:))
        else { return .page(await page(problem: "Isi kurir dan nomor resi."), status: 400) }
        await parcels.register(SandboxParcel(courier: courier, waybill: waybill, firstAt: clock.now, fate: fate))
        return Self.back
    }

    private func page(problem: String? = nil) async -> HTML {
        let all = await parcels.all
        let couriers = BinderByteCouriers.all.map { (value: $0.code, words: $0.name) }
        let error: HTML = problem.map { "<p class=\"error\" role=\"alert\">\($0)</p>" } ?? ""
        return SandboxPage.page(
            "Paket", isWide: true,
            """
            <h1>Paket di kurir</h1>
            <p>Resi yang ditulis toko dikenal begitu pertama kali ditanyakan, lalu maju selangkah tiap enam jam, atau \
            tiap klik. Resi yang diawali <code>SALAH</code> selalu ditolak.</p>
            \(error)
            <form class="card" method="post" action="/kurir/paket/jam">
            <p>Jam kurir: <strong>\(SandboxPage.time(Int64(clock.now.timeIntervalSince1970)))</strong></p>
            <div class="pair"><input name="jam" inputmode="numeric" value="6" aria-label="Berapa jam">\
            <button>Majukan jam</button></div></form>
            <form class="card" method="post" action="/kurir/paket"><div class="grid">
            <div><label for="kurir">Kurir</label>\(select("kurir", "jne", couriers))</div>
            <div><label for="resi">Nomor resi</label><input id="resi" name="resi" required autocomplete="off"></div>
            <div><label for="nasib">Akhirnya</label>\(select("nasib", "delivered", Self.fates))</div>
            </div><p></p><button class="main">Daftarkan</button></form>
            \(all.isEmpty ? "<p class=\"card soft\">Belum ada paket.</p>" : .joined(all.prefix(Self.most).map(card)))
            """)
    }

    private static let fates = [
        (value: "delivered", words: "Sampai"), (value: "lost", words: "Hilang"), (value: "returned", words: "Kembali"),
        (value: "unknown", words: "Tidak pernah dikenal"),
    ]

    private func card(_ parcel: SandboxParcel) -> HTML {
        let hidden: HTML = """
            <input type="hidden" name="kurir" value="\(parcel.courier)"><input type="hidden" name="resi" \
            value="\(parcel.waybill)">
            """
        let steps = parcel.steps.reversed().map { step -> HTML in
            let time = SandboxPage.time(Int64(step.at.timeIntervalSince1970))
            return "<li>\(step.stage.words(parcel).text)<br><span class=\"soft\">\(time)</span></li>"
        }
        let push: HTML =
            parcel.isOver
            ? ""
            : "<form method=\"post\" action=\"/kurir/paket/maju\">\(hidden)<button class=\"main\">Majukan satu langkah</button></form>"
        return """
            <section class="card"><h2>\(BinderByteCouriers.names[parcel.courier] ?? parcel.courier) \
            <code>\(parcel.waybill)</code> <span class="tag">\(parcel.steps.isEmpty ? "BELUM DIKENAL" : parcel.status)</span></h2>
            <ol>\(steps)</ol>
            <div class="stack">\(push)
            <form method="post" action="/kurir/paket/nasib">\(hidden)<div class="pair">\
            \(select("nasib", parcel.fate.rawValue, Self.fates, id: "nasib-\(parcel.courier)-\(parcel.waybill)"))\
            <button>Ubah akhirnya</button></div></form></div></section>
            """
    }

    private func select(
        _ name: String, _ chosen: String, _ options: [(value: String, words: String)], id: String? = nil
    ) -> HTML {
        let items = options.map { option -> HTML in
            let mark: HTML = chosen == option.value ? " selected" : ""
            return "<option value=\"\(option.value)\"\(mark)>\(option.words)</option>"
        }
        return "<select id=\"\(id ?? name)\" name=\"\(name)\" aria-label=\"\(name)\">\(items)</select>"
    }
}
