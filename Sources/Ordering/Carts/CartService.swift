public import Postgres
public import TokoCore

/// A customer's cart. Prices and stock are read anew each time; what the browser says of them counts for nothing.
public struct CartService: Sendable {
    /// Different things in one cart.
    public static let mostLines: Int64 = 100

    private let database: TenantDatabase

    public init(_ database: TenantDatabase) { self.database = database }

    /// - Throws: ``DatabaseError``.
    public func cart(of customer: CustomerID) async throws -> Cart {
        try Cart(rows: try await database.query(CartSQL.lines, .id(customer)))
    }

    /// The cart, and from now on its prices count as seen.
    public func cartSeeingPrices(of customer: CustomerID) async throws -> Cart {
        let found = try await database.run([
            Statement(CartSQL.lines, .id(customer)), Statement(CartSQL.seePrices, .id(customer)),
        ])
        return try Cart(rows: found[0])
    }

    public func pieces(of customer: CustomerID) async throws -> Int64 {
        try await database.query(CartSQL.pieces, .id(customer)).first?.int("pieces") ?? 0
    }

    /// Puts pieces on top of what the cart holds of the variant.
    /// - Throws: ``CartError``; the cart is then as before.
    public func add(_ variant: VariantID, _ quantity: Quantity, for customer: CustomerID) async throws {
        try await put(variant, for: customer) { inCart in inCart + quantity.pieces }
    }

    /// - Throws: ``CartError``; the cart is then as before.
    public func change(_ variant: VariantID, to quantity: Quantity, for customer: CustomerID) async throws {
        try await put(variant, for: customer) { _ in quantity.pieces }
    }

    public func remove(_ variant: VariantID, for customer: CustomerID) async throws {
        try await database.query(CartSQL.remove, .id(customer), .id(variant))
    }

    private func put(
        _ variant: VariantID, for customer: CustomerID, pieces: @Sendable (_ inCart: Int64) -> Int64
    ) async throws {
        try await database.transaction { tx in
            guard let cart = try await tx.query(CartSQL.open, .id(customer)).first?.int("id") else {
                throw DatabaseError.missingRow(statement: CartSQL.open.name)
            }
            let found = try await tx.run([
                Statement(CartSQL.variant, .id(variant), .int(cart)), Statement(CartSQL.lines, .id(customer)),
            ])
            guard let row = found[0].first, try row.bool("is_sold") else { throw CartError.notSold }
            let (available, inCart) = (try row.int("available"), try row.int("in_cart"))
            let (price, weight) = (try row.money("price_rupiah"), try row.weight("weight_grams"))
            let wanted = pieces(inCart)
            guard available > 0 else { throw CartError.soldOut }
            let most = min(available, CartSum.most(of: price, weighing: weight))
            guard (1...most).contains(wanted) else { throw CartError.onlyLeft(most, inCart: inCart) }
            guard try row.int("other_lines") < Self.mostLines else { throw CartError.full }
            let quantity = try Quantity(pieces: wanted)
            var sum = CartSum()
            sum.add(price, weight, quantity)
            for line in try Cart(rows: found[1]).lines where line.variant != variant && line.problem == nil {
                sum.add(line.price, line.weight, line.quantity)
            }
            guard sum.isWithinBounds else { throw CartError.full }
            _ = try await tx.commit(after: [
                Statement(CartSQL.put, .int(cart), .id(variant), .quantity(quantity), .money(price))
            ])
        }
    }
}

extension Cart {
    init(rows: Rows) throws {
        guard let first = rows.first else {
            self = .empty
            return
        }
        self.init(id: try first.id("cart_id"), lines: try rows.map(CartLine.init))
    }
}

extension CartLine {
    init(_ row: Row) throws {
        self.init(
            variant: try row.id("variant_id"), productSlug: try row.text("slug"), productName: try row.text("name"),
            optionValues: try row.texts("option_values"), sku: try row.text("sku"), image: try row.textOrNil("file"),
            imageAlt: try row.textOrNil("alt") ?? "", price: try row.money("price_rupiah"),
            priceSeen: try row.money("price_seen_rupiah"), quantity: try row.quantity("pieces"),
            weight: try row.weight("weight_grams"), available: try row.int("available"),
            isSold: try row.bool("is_sold"))
    }
}
