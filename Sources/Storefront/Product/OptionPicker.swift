import Catalog
import Theming
import TokoCore

/// The choices of a product, each value a link to the variant it leads to: works without script, and a script can
/// follow the link without loading the whole page.
struct OptionPicker {
    static let shape: Shape = [
        "name": .text, "chosen": .text,
        "values": .each(["label": .text, "url": .link, "isCurrent": .flag, "isSoldOut": .flag]),
    ]

    let product: Product
    let chosen: Variant

    var view: ViewValue {
        .list(
            product.options.indices.compactMap { place in
                guard place < chosen.optionValues.count else { return nil }
                let values: [ViewTree] = values(at: place).compactMap { value in
                    guard let target = target(value, at: place) else { return nil }
                    return [
                        "label": .text(value),
                        "url": .link(Link("produk", product.slug.text, query: [("varian", "\(target.id)")])),
                        "isCurrent": .flag(value == chosen.optionValues[place]),
                        "isSoldOut": .flag(target.available == 0),
                    ]
                }
                return [
                    "name": .text(product.options[place]), "chosen": .text(chosen.optionValues[place]),
                    "values": .list(values),
                ]
            })
    }

    /// In the order in which the variants bring them up.
    func values(at place: Int) -> [String] {
        var seen: Set<String> = []
        return product.variants.compactMap { $0.optionValues.indices.contains(place) ? $0.optionValues[place] : nil }
            .filter { seen.insert($0).inserted }
    }

    /// The variant with this value that keeps most of what is chosen; of equals, one that can be bought.
    func target(_ value: String, at place: Int) -> Variant? {
        func kept(_ variant: Variant) -> Int {
            zip(variant.optionValues, chosen.optionValues).count { $0 == $1 }
        }
        return product.variants
            .filter { $0.optionValues.indices.contains(place) && $0.optionValues[place] == value }
            .max { (kept($0), $0.available > 0 ? 1 : 0) < (kept($1), $1.available > 0 ? 1 : 0) }
    }
}
