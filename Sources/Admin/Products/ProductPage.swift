import Catalog
import Hummingbird
import TokoCore
import Web

/// `/admin/produk/{id}`: price and stock of each variant, and whether the product is sold at all.
struct ProductPage {
    let context: ShopContext
    let product: Product
    /// The variant whose form was refused, with what was typed and why.
    var refused: (variant: VariantID, form: VariantForm, problems: [VariantField: VariantProblem])?

    func page(notice: AdminLayout.Notice?, status: HTTPResponse.Status = .ok) -> Page {
        AdminLayout(context: context, section: .products, title: product.name, notice: notice)
            .page(markup, status: status)
    }

    private var token: Markup { AdminLayout.token(context.session) }

    private var markup: Markup {
        """
        <p><a href="/admin/produk">← Semua produk</a> · <a href="/produk/\(product.slug)">Lihat di toko</a></p>
        <section class="card"><h2>Status: \(ProductListPage.word(product.state))</h2>
        <form method="post" action="/admin/produk/\(product.id)/status">\(token)
        \(product.state == .active
            ? "<input type=\"hidden\" name=\"status\" value=\"archived\"><button class=\"second\">Berhenti dijual</button>"
            : "<input type=\"hidden\" name=\"status\" value=\"active\"><button>Jual lagi</button>" as Markup)
        </form></section>
        \(product.variants.map(variant))
        """
    }

    private func variant(_ variant: Variant) -> Markup {
        let isRefused = refused?.variant == variant.id
        let form =
            isRefused
            ? refused?.form ?? VariantForm(variant) : VariantForm(variant)
        let problems = isRefused ? refused?.problems ?? [:] : [:]
        let name = variant.optionValues.isEmpty ? variant.sku.code : variant.optionValues.joined(separator: ", ")
        let held = variant.onHand - variant.available
        return """
            <section class="card"><h2 id="v\(variant.id)">\(name)\(variant.isActive ? "" : " (tidak dijual)")</h2>
            <p class="muted">\(variant.sku) · \(variant.weight.formatted)\(held > 0 ? " · \(held) sedang dipesan" : "")</p>
            <form method="post" action="/admin/produk/\(product.id)/varian/\(variant.id)" class="row">\(token)
            <input type="hidden" name="stok_lama" value="\(form.seenOnHand)">
            \(field("harga", "Harga (Rp)", form.price, variant.id, problems[.price]))
            \(field("harga_coret", "Harga coret (Rp, boleh kosong)", form.compareAt, variant.id, problems[.compareAt]))
            \(field("stok", "Stok di rak", form.onHand, variant.id, problems[.onHand]))
            <button>Simpan</button></form></section>
            """
    }

    private func field(
        _ name: String, _ label: String, _ value: String, _ variant: VariantID, _ problem: VariantProblem?
    ) -> Markup {
        let id = "\(name)-\(variant)"
        let invalid: Markup = problem == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"\(id)-salah\""
        return """
            <div><label for="\(id)">\(label)</label>
            <input id="\(id)" name="\(name)" value="\(value)" inputmode="numeric" autocomplete="off"\(invalid)>
            \(problem.map { "<p class=\"error\" id=\"\(id)-salah\">\(Self.word($0))</p>" } ?? Markup.nothing)</div>
            """
    }

    private static func word(_ problem: VariantProblem) -> String {
        switch problem {
        case .missing: "Wajib diisi."
        case .notWhole: "Isi dengan angka bulat, misalnya 150000."
        case .outOfRange: "Angkanya di luar batas."
        case .notAbovePrice: "Harga coret harus lebih besar dari harga jual, atau kosongkan."
        case .changedMeanwhile(let onHand):
            "Stok berubah sewaktu formulir ini terbuka: sekarang \(onHand). Hitung lagi, lalu simpan."
        }
    }
}

extension VariantForm {
    fileprivate init(_ variant: Variant) {
        self.init(
            price: variant.price.rupiah.groupedIndonesian,
            compareAt: variant.compareAt?.rupiah.groupedIndonesian ?? "", onHand: String(variant.onHand),
            seenOnHand: String(variant.onHand))
    }
}
