import Ordering
import Theming
import TokoCore

/// The cart, with what was typed into a line and why it was refused.
struct CartView {
    static let page = PageShape(
        "cart",
        Frame.shape.merging([
            "problems": .each(FormProblems.shape),
            "filled": .each([
                "lines": .each([
                    "anchor": .text, "variant": .text, "name": .text, "url": .link, "choice": .text,
                    "imageURL": .link, "initial": .text, "price": .text, "priceBefore": .text, "priceNote": .text,
                    "problem": .text, "error": .text, "fieldID": .text, "errorID": .text, "quantity": .text,
                    "most": .text, "total": .text,
                ]),
                "subtotal": .text, "weight": .text, "pieces": .text, "isReady": .flag,
            ]),
        ]))

    /// A change that was refused.
    struct Refusal {
        let variant: VariantID
        let typed: String
        let reason: String
    }

    let cart: Cart
    var refusal: Refusal?

    var view: ViewTree {
        var problems = FormProblems()
        if let refusal { problems.add(refusal.reason, at: "jumlah-\(refusal.variant)") }
        let filled: ViewTree = [
            "lines": .list(cart.lines.map(line)), "subtotal": .text(cart.subtotal.formatted),
            "weight": .text(cart.weight.formatted), "pieces": .text(cart.pieces.groupedIndonesian),
            "isReady": .flag(cart.isReady),
        ]
        return ["problems": problems.view, "filled": .maybe(cart.isEmpty ? nil : filled)]
    }

    private func line(_ line: CartLine) -> ViewTree {
        let refused = refusal?.variant == line.variant ? refusal : nil
        return [
            "anchor": .text("barang-\(line.variant)"), "variant": .text("\(line.variant)"),
            "name": .text(line.productName),
            "url": .link(Link("produk", line.productSlug, query: [("varian", "\(line.variant)")])),
            "choice": .text(line.optionValues.joined(separator: ", ")), "imageURL": .link(line.imageURL),
            "initial": .text(line.productName.initial), "price": .text(line.price.formatted),
            "priceBefore": .text(line.price < line.priceSeen ? line.priceSeen.formatted : ""),
            "priceNote": .text(
                line.priceChanged ? CartWords.priceChange(from: line.priceSeen, to: line.price) : ""),
            "problem": .text(line.problem.map(CartWords.problem) ?? ""), "error": .text(refused?.reason ?? ""),
            "fieldID": .text("jumlah-\(line.variant)"), "errorID": .text("jumlah-\(line.variant)-salah"),
            "quantity": .text(refused?.typed ?? "\(line.quantity.pieces)"),
            "most": .number(min(max(line.available, 1), Quantity.most)), "total": .text(line.total.formatted),
        ]
    }
}

extension CartLine {
    var imageURL: Link? { image.flatMap { Link("/media/\($0)") } }
}
