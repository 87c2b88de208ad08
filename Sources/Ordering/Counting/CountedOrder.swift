import Analytics
import Postgres
import TokoCore

/// The figures of one order, as the e-commerce spec names them. Amounts in rupiah; prices hold no tax of their own.
struct CountedOrder {
    let code: String
    let shop: String
    let subtotal: Money
    let shipping: Money
    let total: Money
    /// What was given back; zero while nobody wrote that down.
    let refunded: Money
    let products: [EventValue]

    init(_ row: Row, lines: [Row]) throws {
        code = try row.text("code")
        shop = try row.text("shop")
        subtotal = try row.money("subtotal_rupiah")
        shipping = try row.money("shipping_rupiah")
        total = try row.money("total_rupiah")
        refunded = try row.money("refunded_rupiah")
        products = try lines.map(Self.product)
    }

    func properties(of fact: OrderFact) -> [String: EventValue] {
        if fact == .refunded {
            let amount = refunded > .zero ? refunded : total
            return [
                "order_id": .text(code), "total": .number(amount.rupiah), "currency": "IDR",
                // Of a part that was given back nobody knows which products it was for.
                "products": .list(amount >= total ? products : []),
            ]
        }
        var properties: [String: EventValue] = [
            "order_id": .text(code), "affiliation": .text(shop),
            // What the shop earns by it: without shipping.
            "revenue": .number(subtotal.rupiah), "shipping": .number(shipping.rupiah), "tax": .number(0),
            "discount": .number(0), "currency": "IDR", "products": .list(products),
        ]
        if fact == .started {
            properties["value"] = .number(total.rupiah)
        } else {
            properties["subtotal"] = .number(subtotal.rupiah)
            properties["total"] = .number(total.rupiah)
        }
        return properties
    }

    private static func product(_ row: Row) throws -> EventValue {
        var members: [String: EventValue] = [
            "product_id": .text(try row.text("product_slug")), "sku": .text(try row.text("sku")),
            "name": .text(try row.text("name")), "price": .number(try row.money("price_rupiah").rupiah),
            "quantity": .number(try row.int("pieces")),
        ]
        let variant = try row.texts("option_values").joined(separator: ", ")
        if !variant.isEmpty { members["variant"] = .text(variant) }
        if let category = try row.textOrNil("category") { members["category"] = .text(category) }
        return .object(members)
    }
}
