import Accounts
import HTTPTypes
import Hummingbird
import Ordering
import Tenancy
import TokoCore
import Web

/// `/keranjang`, and changing it.
struct CartPages: Sendable {
    let easel: Easel

    func show(request: Request, context: ShopContext) async throws -> Page {
        let customer = try context.customer()
        let cart = try await CartService(context.shop.database).cartSeeingPrices(of: customer.id)
        return try await draw(CartView(cart: cart), context)
    }

    func change(request: Request, context: ShopContext) async throws -> Page {
        let (form, variant, customer) = try await posted(request, context)
        let typed = form["jumlah"]
        let carts = CartService(context.shop.database)
        let reason: String
        do {
            try await carts.change(variant, to: Quantity(typed: typed), for: customer)
            return .redirect(to: "/keranjang")
        } catch let error as QuantityError {
            reason = CartWords.reason(error)
        } catch CartError.onlyLeft(let left, _) {
            // What the line held before is not part of what was asked.
            reason = CartWords.reason(CartError.onlyLeft(left, inCart: 0))
        } catch let error as CartError {
            reason = CartWords.reason(error)
        }
        let cart = try await carts.cart(of: customer)
        let refusal = CartView.Refusal(variant: variant, typed: typed, reason: reason)
        return try await draw(CartView(cart: cart, refusal: refusal), context, status: .unprocessableContent)
    }

    func remove(request: Request, context: ShopContext) async throws -> Page {
        let (_, variant, customer) = try await posted(request, context)
        try await CartService(context.shop.database).remove(variant, for: customer)
        return .redirect(to: "/keranjang")
    }

    private func posted(
        _ request: Request, _ context: ShopContext
    ) async throws -> (form: Form, variant: VariantID, customer: CustomerID) {
        let customer = try context.customer()
        let form = try await Form.posted(request)
        try CSRF.check(form, context.session)
        guard let variant = VariantID(typed: form["varian"]) else { throw Problem.unreadable }
        return (form, variant, customer.id)
    }

    private func draw(
        _ view: CartView, _ context: ShopContext, status: HTTPResponse.Status = .ok
    ) async throws -> Page {
        try await easel.draw(
            "cart", .own("Keranjang", in: context.shop.settings.name), view.view,
            for: .customer(context.session, pieces: view.cart.pieces), in: context, status: status)
    }
}
