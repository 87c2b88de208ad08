import Accounts
import Hummingbird
import Ordering
import Tenancy
import Theming
import TokoCore
import Web

/// `/akun`, and `/akun/ringkas` for scripts.
struct AccountPages: Sendable {
    static let page = PageShape(
        "account",
        Frame.shape.merging([
            "name": .text, "email": .text, "addressText": .text, "cartText": .text,
            "latest": .each(["orders": .each(OrderRowView.shape)]),
        ]))

    let easel: Easel

    func show(request: Request, context: ShopContext) async throws -> Page {
        let customer = try context.customer()
        let database = context.shop.database
        async let pieces = CartService(database).pieces(of: customer.id)
        async let addresses = AddressRepository(database).list(of: customer.id)
        async let latest = OrderRepository(database).list(of: customer.id, size: 3)
        let (inCart, saved, orders) = (try await pieces, try await addresses, try await latest.orders)
        let rows = orders.map { OrderRowView(order: $0, zone: context.shop.settings.zone).view }
        let body: ViewTree = [
            "name": .text(customer.name), "email": .text(customer.email),
            "addressText": .text(saved.isEmpty ? "Belum ada alamat" : "\(saved.count) alamat tersimpan"),
            "cartText": .text(inCart == 0 ? "Masih kosong" : "\(inCart.groupedIndonesian) barang"),
            "latest": .maybe(rows.isEmpty ? nil : ["orders": .list(rows)]),
        ]
        return try await easel.draw(
            "account", .own("Akun", in: context.shop.settings.name), body,
            for: .customer(context.session, pieces: inCart), in: context)
    }

    private struct Brief: Encodable {
        let name: String?
        let cartCount: Int64
    }

    /// Who is signed in and how much lies in the cart: for pages that are the same for everybody.
    func brief(request: Request, context: ShopContext) async throws -> Page {
        guard let customer = context.session?.customer else { return try .json(Brief(name: nil, cartCount: 0)) }
        let pieces = try await CartService(context.shop.database).pieces(of: customer.id)
        return try .json(Brief(name: customer.name.firstWord, cartCount: pieces))
    }
}
