import Hummingbird
import Shipping
import Tenancy
import Web

/// `/admin/pengaturan/pengiriman`
struct ShippingPage {
    let context: ShopContext
    let form: ShippingForm

    func page(notice: AdminLayout.Notice?, status: HTTPResponse.Status = .ok) -> Page {
        SettingsFrame(context: context, tab: .shipping).page(markup, notice: notice, status: status)
    }

    private var markup: Markup {
        """
        <form method="post" action="/admin/pengaturan/pengiriman">\(AdminLayout.token(context.session))
        <button class="default" name="aksi" value="simpan" tabindex="-1" aria-hidden="true">Simpan</button>
        <section class="card"><h2>Ongkos kirim dari kurir</h2>
        <fieldset><legend>Produk Komerce yang dipakai</legend>
        \(Choice.radio("produk", "cost", "Shipping Cost (RajaOngkir)", form.product))
        \(Choice.radio("produk", "delivery", "Shipping Delivery (Komship)", form.product))\(problem("produk"))</fieldset>
        \(FormField(name: "jatah", label: "Jatah panggilan per hari", value: form.callsPerDay, problem: form.problems["jatah"], hint: "Menurut paket Anda di Komerce. Paket gratis: 100.", isNumber: true).markup)
        <fieldset><legend>Kurir yang ditawarkan</legend><div class="choices">
        \(CourierNames.all.map { Choice.box("kurir", $0.name, form.couriers.contains($0.code), value: $0.code) })</div>\(problem("kurir"))</fieldset>
        </section>
        <section class="card"><h2>Tarif tetap</h2>\(FlatRateEditor(form: form.flat).markup)</section>
        <section class="card"><h2>Ambil di toko</h2>
        \(Choice.box("ambil", "Pembeli boleh mengambil sendiri, tanpa ongkos kirim", form.offersPickup))
        \(FormField(name: "ambil_alamat", label: "Alamat pengambilan", value: form.pickupAddress, problem: form.problems["ambil_alamat"], lines: 2).markup)
        \(FormField(name: "ambil_jam", label: "Jam buka (boleh kosong)", value: form.pickupHours, problem: form.problems["ambil_jam"], hint: "Misalnya: Senin-Sabtu, 09.00-17.00").markup)
        </section>
        <section class="card"><h2>Setelah dikirim</h2>
        <fieldset><legend>Lacak paket lewat</legend>
        \(Choice.radio("lacak", "binderbyte", "BinderByte", form.trackingSource))
        \(Choice.radio("lacak", "komerce", "Komerce RajaOngkir", form.trackingSource))\(problem("lacak"))</fieldset>
        \(FormField(name: "selesai_hari", label: "Pesanan selesai sendiri, berapa hari setelah paket sampai", value: form.completeAfterDays, problem: form.problems["selesai_hari"], isNumber: true).markup)
        </section>
        <p class="save"><button name="aksi" value="simpan">Simpan pengaturan pengiriman</button></p>
        </form>
        """
    }

    private func problem(_ name: String) -> Markup? {
        form.problems[name].map { "<p class=\"error\" id=\"\(name)-salah\">\($0)</p>" }
    }
}
