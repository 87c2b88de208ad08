import Ordering
import Shipping
import Tenancy
import Testing
import TokoCore

/// The shop's own tariffs on the checkout page, beside couriers and in place of them.
struct OwnRatesTests {
    private static func choices(_ when: FlatRates.When) throws -> RateChoices {
        RateChoices(
            flatRates: FlatRates(
                isEnabled: true, when: when,
                zones: [
                    .init(
                        name: "Jawa Barat", regions: ["32"],
                        steps: [.init(upTo: try Weight(grams: 5_000), cost: try Money(rupiah: 18_000))],
                        estimate: "2-4 hari")
                ]), pickup: Pickup(isEnabled: true, address: "Jl. Melati 5 <depan>", hours: "Senin-Sabtu, 09.00-17.00"))
    }

    @Test func `beside couriers the cheapest delivery is chosen, never the pickup`() async throws {
        try await withStorehouse(choices: try Self.choices(.always)) { store in
            let siti = try await CheckoutPageTests.ready(store)
            let page = try await siti.get("/checkout")
            #expect(page.html.contains("value=\"toko|Jawa Barat|18000\" required checked"))
            #expect(page.html.contains("Kurir toko: Jawa Barat") && page.html.contains("Tarif tetap toko · 2-4 hari"))
            #expect(page.html.contains("JNE REG") && page.html.contains("value=\"ambil|Ambil di toko|0\" required >"))
            #expect(
                page.html.contains("Jl. Melati 5 &lt;depan&gt; · Senin-Sabtu, 09.00-17.00. Alamat Anda tidak dipakai"))
            #expect(!page.html.contains("tidak dapat dihitung"))
        }
    }

    @Test func `in reserve they show only when couriers do not answer, and say so`() async throws {
        try await withStorehouse(choices: try Self.choices(.fallback)) { store in
            let siti = try await CheckoutPageTests.ready(store)
            let page = try await siti.get("/checkout")
            #expect(page.html.contains("JNE REG") && !page.html.contains("Kurir toko"))
        }
        try await withStorehouse(couriers: .quotaExhausted, choices: try Self.choices(.fallback)) { store in
            let siti = try await CheckoutPageTests.ready(store)
            let page = try await siti.get("/checkout")
            #expect(
                page.html.contains("jatah hitung ongkos kirim toko ini habis. Pilih pengiriman dari toko di bawah ini.")
            )
            #expect(page.html.contains("Kurir toko: Jawa Barat") && page.html.contains("Buat pesanan</button>"))
            // What was typed stays through a counted-again total.
            let form = try CheckoutPageTests.form(page, channel: "BRIVA", courier: "ambil|Ambil di toko|0")
            let again = try await siti.post("/checkout", form + [("langkah", "total")])
            #expect(again.html.contains("value=\"ambil|Ambil di toko|0\" required checked"))
            #expect(again.html.contains("Bungkus &lt;rapi&gt;"))
        }
    }

    @Test(arguments: [("toko|Jawa Barat|18000", "Rp 222.250"), ("ambil|Ambil di toko|0", "Rp 204.250")])
    func `an order by the shop's own tariff is placed and billed`(courier: String, total: String) async throws {
        try await withStorehouse(couriers: .unavailable("down"), choices: try Self.choices(.fallback)) { store in
            let siti = try await CheckoutPageTests.ready(store)
            let page = try await siti.get("/checkout")
            let placed = try await siti.post(
                "/checkout", try CheckoutPageTests.form(page, channel: "BRIVA", courier: courier))
            let there = try #require(placed.location)
            #expect(placed.status == 303 && there.hasPrefix("/pesanan/TK-"))
            #expect(try await siti.get(there).html.contains(total))
        }
    }

    @Test func `a price of one's own making is not taken`() async throws {
        try await withStorehouse(choices: try Self.choices(.always)) { store in
            let siti = try await CheckoutPageTests.ready(store)
            let page = try await siti.get("/checkout")
            for (courier, words) in [
                ("toko|Jawa Barat|1", "Total berubah menjadi Rp 218.000"),
                ("toko|Papua|18000", "Ongkos kirim baru saja diperbarui"),
            ] {
                let lie = try await siti.post(
                    "/checkout", try CheckoutPageTests.form(page, channel: "BRIVA", courier: courier))
                #expect(lie.status == 422 && lie.html.contains(words))
            }
        }
    }

    @Test func `a shop that works without couriers makes no excuses`() async throws {
        try await withStorehouse(couriers: .misconfigured("no key"), choices: try Self.choices(.always)) { store in
            let siti = try await CheckoutPageTests.ready(store)
            let page = try await siti.get("/checkout")
            #expect(page.html.contains("Kurir toko: Jawa Barat") && !page.html.contains("belum mengatur pengiriman"))
        }
    }
}
