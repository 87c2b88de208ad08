import Accounts
import Catalog
import Hummingbird
import Ordering
import Tenancy
import TokoCore
import Web

/// Routes under `/admin/produk`.
struct ProductPages {
    func add(to group: RouterGroup<ShopContext>) {
        group.get("produk", use: ProductListPage.show)
        group.get("produk/:id", use: show)
        group.post("produk/:id/varian/:variant", use: change)
        group.post("produk/:id/status", use: changeState)
    }

    @Sendable private func show(request: Request, context: ShopContext) async throws -> Page {
        let saved = Form.query(request).has("tersimpan")
        return ProductPage(context: context, product: try await product(context))
            .page(notice: saved ? .done("Perubahan tersimpan.") : nil)
    }

    @Sendable private func change(request: Request, context: ShopContext) async throws -> Page {
        let form = try await Form.posted(request)
        try CSRF.check(form, context.session)
        let product = try await product(context)
        guard let id = VariantID(typed: try context.parameters.require("variant")),
            product.variants.contains(where: { $0.id == id })
        else { throw Problem.notFound }
        let typed = VariantForm(
            price: form["harga"], compareAt: form["harga_coret"], onHand: form["stok"], seenOnHand: form["stok_lama"])
        let actor = OrderActor.staff(try context.staff().id.number)
        do {
            try await CatalogEditor(context.shop.database).updateVariant(id, typed, actor: actor.description)
            return .redirect(to: "/admin/produk/\(product.id)?tersimpan=1")
        } catch let error as VariantFormError {
            var page = ProductPage(context: context, product: product)
            page.refused = (id, typed.after(error), error.problems)
            return page.page(
                notice: .problem("Belum tersimpan. Periksa isian yang ditandai."), status: .unprocessableContent)
        }
    }

    @Sendable private func changeState(request: Request, context: ShopContext) async throws -> Page {
        let form = try await Form.posted(request)
        try CSRF.check(form, context.session)
        let product = try await product(context)
        guard let state = ProductState(rawValue: form["status"]) else { throw Problem.unreadable }
        try await CatalogEditor(context.shop.database).setState(product.id, to: state)
        return .redirect(to: "/admin/produk/\(product.id)?tersimpan=1")
    }

    private func product(_ context: ShopContext) async throws -> Product {
        guard try context.staff().role.mayEditProducts else { throw AdminProblem.notYours }
        guard let id = ProductID(typed: try context.parameters.require("id")),
            let product = try await CatalogEditor(context.shop.database).product(id)
        else { throw Problem.notFound }
        return product
    }
}

extension VariantForm {
    /// After somebody else's change the next attempt counts from the number that the message names.
    fileprivate func after(_ error: VariantFormError) -> VariantForm {
        guard case .changedMeanwhile(let onHand) = error.problems[.onHand] else { return self }
        var form = self
        form.seenOnHand = String(onHand)
        return form
    }
}
