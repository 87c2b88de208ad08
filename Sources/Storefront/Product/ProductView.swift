import Catalog
import Theming
import TokoCore

/// A product's page with one of its variants chosen.
struct ProductView {
    static let page = PageShape(
        "product",
        Frame.shape.merging([
            "crumbs": .each(CrumbView.shape), "name": .text, "slug": .text, "initial": .text,
            "category": .text, "categoryLink": .link,
            "pictures": .each([
                "anchor": .text, "url": .link, "alt": .text, "width": .text, "height": .text, "isFirst": .flag,
            ]),
            "thumbnails": .each(["items": .each(["target": .link, "url": .link, "label": .text])]),
            "options": .each(OptionPicker.shape),
            "variant": .text, "price": .text, "compareAt": .text, "discount": .text, "saving": .text,
            "stockText": .text, "isLow": .flag, "isSoldOut": .flag, "isSellable": .flag,
            "weight": .text, "sku": .text, "quantity": .text, "most": .text, "quantityError": .text,
            "hasDescription": .flag, "description": .html,
            "related": .each(["cards": .each(CardView.shape)]),
        ]))

    let product: Product
    let chosen: Variant
    let related: [ProductCard]
    var quantity = "1"
    var quantityError = ""

    /// The variant asked for; without one, the first that can be bought.
    static func choice(_ wanted: VariantID?, in product: Product) -> Variant? {
        product.variants.first { $0.id == wanted } ?? product.variants.first { $0.available > 0 }
            ?? product.variants.first
    }

    var crumbs: [(name: String, url: Link?)] {
        (product.category.map { [($0.name, Link("kategori", $0.slug.text))] } ?? []) + [(product.name, nil)]
    }

    var view: ViewTree {
        let discount = Discount(price: chosen.price, before: chosen.compareAt)
        let left = chosen.available
        let stock = StockWords(left: left)
        return [
            "crumbs": CrumbView.view(crumbs), "name": .text(product.name), "slug": .text(product.slug.text),
            "initial": .text(product.name.initial), "category": .text(product.category?.name ?? ""),
            "categoryLink": .link(product.category.map { Link("kategori", $0.slug.text) }),
            "pictures": pictures, "thumbnails": thumbnails,
            "options": OptionPicker(product: product, chosen: chosen).view,
            "variant": .text(chosen.id.description), "price": .text(chosen.price.formatted),
            "compareAt": .text(discount == nil ? "" : chosen.compareAt?.formatted ?? ""),
            "discount": .text(discount?.text ?? ""),
            "saving": .text(discount.map { "Hemat Rp \($0.rupiah.groupedIndonesian)" } ?? ""),
            "stockText": .text(stock.text), "isLow": .flag(stock.isLow), "isSoldOut": .flag(left == 0),
            "isSellable": .flag(left > 0), "weight": .text(chosen.weight.formatted), "sku": .text(chosen.sku.code),
            "quantity": .text(quantity), "most": .number(min(left, Quantity.most)),
            "quantityError": .text(quantityError), "hasDescription": .flag(!product.description.isEmpty),
            "description": .html(PlainMarkup.html(product.description)),
            "related": .maybe(related.isEmpty ? nil : ["cards": CardView.views(related, early: 0)]),
        ]
    }

    private var pictures: ViewValue {
        .list(
            product.pictures.enumerated().map { index, picture in
                [
                    "anchor": .text("foto-\(index + 1)"), "url": .link(Link(picture.path)),
                    "alt": .text(picture.alt.isEmpty ? product.name : picture.alt), "width": .number(picture.width),
                    "height": .number(picture.height), "isFirst": .flag(index == 0),
                ]
            })
    }

    private var thumbnails: ViewValue {
        guard product.pictures.count > 1 else { return .list([]) }
        let items: [ViewTree] = product.pictures.enumerated().map { index, picture in
            [
                "target": .link(Link("#foto-\(index + 1)")), "url": .link(Link(picture.path)),
                "label": .text("Foto \(index + 1)"),
            ]
        }
        return .list([["items": .list(items)]])
    }
}

/// What is told of the stock: how many only when they are few.
struct StockWords {
    let left: Int64

    var isLow: Bool { (1...ProductCard.lowStockBand).contains(left) }

    var text: String {
        if left == 0 { return "Stok habis" }
        return isLow ? "Sisa \(left)" : "Stok tersedia"
    }
}
