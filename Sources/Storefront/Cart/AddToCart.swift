import Accounts
import Catalog
import HTTPTypes
import Hummingbird
import Ordering
import Tenancy
import Theming
import TokoCore
import Web

/// `POST /keranjang/tambah`: from a product's page, which is the same for everybody and so carries no token; the
/// same-origin check of every unsafe request stands in for it.
struct AddToCart: Sendable {
    /// The word in the URL of the product's page after its add.
    static let added = "ditambah"

    static func message(_ product: String) -> Message {
        Message(
            text: "\(product) ada di keranjang.", link: (Link("keranjang"), "Lihat keranjang"))
    }

    let products: ProductPages

    /// What a script is told.
    private struct Told: Encodable {
        var message: String?
        var error: String?
        var location: String?
        var cartCount: Int64?
    }

    func add(request: Request, context: ShopContext) async throws -> Page {
        let form = try await Form.posted(request)
        let isScript = request.headers[.accept]?.contains("application/json") ?? false
        guard let variant = VariantID(typed: form["varian"]), let slug = Slug(form["produk"]) else {
            throw Problem.unreadable
        }
        let typed = form["jumlah"]
        switch try await add(variant, typed: typed, slug, context) {
        case .added(let pieces):
            if isScript { return try .json(Told(message: "Sudah masuk keranjang.", cartCount: pieces)) }
            return .redirect(to: Self.returning(to: slug, variant).text)
        case .refused(let reason):
            if isScript { return try .json(Told(error: reason), status: .unprocessableContent) }
            return try await products.refused(slug, variant, typed: typed, reason: reason, context: context)
        case .signIn(let location):
            return isScript ? try .json(Told(location: location.text)) : .redirect(to: location.text)
        }
    }

    /// The product's page, telling that the add was done.
    static func returning(to slug: Slug, _ variant: VariantID) -> Link {
        Link("produk", slug.text, query: [("varian", "\(variant)"), ("pesan", added)])
    }

    private enum Outcome {
        case added(pieces: Int64)
        case refused(String)
        case signIn(Link)
    }

    private func add(
        _ variant: VariantID, typed: String, _ slug: Slug, _ context: ShopContext
    ) async throws -> Outcome {
        let quantity: Quantity
        do throws(QuantityError) {
            quantity = try Quantity(typed: typed)
        } catch {
            return .refused(CartWords.reason(error))
        }
        guard let customer = context.session?.customer else {
            return .signIn(
                Link(
                    "masuk",
                    query: [
                        ("kembali", Link("produk", slug.text, query: [("varian", "\(variant)")]).text),
                        ("varian", "\(variant)"), ("jumlah", "\(quantity.pieces)"),
                    ]))
        }
        let carts = CartService(context.shop.database)
        do {
            try await carts.add(variant, quantity, for: customer.id)
            return .added(pieces: try await carts.pieces(of: customer.id))
        } catch let error as CartError {
            return .refused(CartWords.reason(error))
        }
    }
}
