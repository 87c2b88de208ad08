import Catalog
import HTTPTypes
import Hummingbird
import Tenancy
import Theming
import TokoCore
import Web

/// `/produk/{slug}?varian=&pesan=`
struct ProductPages: Sendable {
    let easel: Easel
    let cache: PageCache

    func show(request: Request, context: ShopContext) async throws -> Page {
        guard let slug = context.parameters.get("slug").flatMap({ Slug($0) }) else { throw Problem.notFound }
        let query = Form.query(request)
        let wanted = VariantID(typed: query["varian"])
        let isAdded = query["pesan"] == AddToCart.added
        let key = "/produk/\(slug)?\(wanted?.description ?? "")\(isAdded ? "&ok" : "")"
        return try await cache.page(key, for: request, in: context.shop) {
            let view = try await load(slug, wanted: wanted, context)
            // A variant that is gone, or never was: the product's own page, and nothing kept under a made-up number.
            if let wanted, view.chosen.id != wanted { return .redirect(to: Link("produk", slug.text).text) }
            return try await draw(view, context, isAdded: isAdded)
        }
    }

    /// The product's page for somebody whose order for it was refused: as it was, with the reason.
    func refused(
        _ slug: Slug, _ variant: VariantID, typed: String, reason: String, context: ShopContext
    ) async throws -> Page {
        var view = try await load(slug, wanted: variant, context)
        view.quantity = typed
        view.quantityError = reason
        return try await draw(view, context, status: .unprocessableContent)
    }

    private func load(_ slug: Slug, wanted: VariantID?, _ context: ShopContext) async throws -> ProductView {
        let catalog = CatalogRepository(context.shop.database)
        guard let product = try await catalog.product(slug), let chosen = ProductView.choice(wanted, in: product)
        else { throw Problem.notFound }
        let neighbours = try await product.category.asyncFlatMap { try await catalog.category($0.slug)?.cards } ?? []
        let related = neighbours.filter { $0.id != product.id && !$0.isSoldOut }.prefix(4)
        return ProductView(product: product, chosen: chosen, related: Array(related))
    }

    private func draw(
        _ view: ProductView, _ context: ShopContext, isAdded: Bool = false, status: HTTPResponse.Status = .ok
    ) async throws -> Page {
        let product = view.product
        var head = PageHead(
            product.name, in: context.shop.settings.name, canonical: Link("produk", product.slug.text))
        let summary = PlainMarkup.summary(product.description)
        head.description = summary.isEmpty ? "\(product.name), \(view.chosen.price.formatted)." : summary
        head.image = product.pictures.first.flatMap { Link($0.path) }
        head.kind = "product"
        head.structuredData = try StructuredData.product(product, origin: context.publicOrigin)
        return try await easel.draw(
            "product", head, view.view, for: .everybody, in: context,
            messages: isAdded ? [AddToCart.message(product.name)] : [], status: status)
    }
}

extension Optional {
    fileprivate func asyncFlatMap<Result>(
        _ transform: (Wrapped) async throws -> Result?
    ) async rethrows -> Result? {
        guard let self else { return nil }
        return try await transform(self)
    }
}
