import Accounts
import Catalog
import FoundationEssentials
import Postgres
import Testing
import TokoCore

@testable import Ordering

/// Nobody holds what another needs while waiting for what that other holds: cart, order, payment, variants.
@Suite struct LockOrderTests {
    @Test func `giving an order up waits for its customer's cart before it takes goods`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:1") { shops in
            let shop = shops[0]
            let buyer = try await shop.buyer(pieces: 2)
            let order = try await buyer.write()
            try await withThrowingTaskGroup(of: Void.self) { group in
                // As another tab of the same customer, placing: the cart first, and then the goods.
                try await shop.database.transaction { tx in
                    try await tx.query(PlacingSQL.lockCart, .id(buyer.customer.id))
                    group.addTask {
                        try await BillOpening(database: shop.database)
                            .giveUp(order.order, payment: order.payment, because: "bill_refused")
                    }
                    try await shop.somebodyWaits()
                    #expect(try await tx.query(WrittenSQL.lockNow, .id(shop.variant)).count == 1)
                }
                try await group.waitForAll()
            }
            #expect(try await order.detail().order.state == .cancelled)
            #expect(try await buyer.cartPieces() == 2)
        }
    }

    @Test func `goods go into a cart while somebody else is placing an order for them`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:1") { shops in
            let shop = shops[0]
            let buyer = try await shop.buyer()
            try await shop.database.transaction { tx in
                try await tx.run([StockSQL.lock([shop.variant])])
                try await CartService(shop.database).remove(shop.variant, for: buyer.customer.id)
                try await CartService(shop.database).add(shop.variant, .one, for: buyer.customer.id)
            }
            #expect(try await buyer.cartPieces() == 1)
        }
    }

    @Test func `an import locks variants in the order in which buyers do`() async throws {
        try await withOrdering(gateway: "http://127.0.0.1:1") { shops in
            let shop = shops[0]
            let editor = CatalogEditor(shop.database)
            func described(_ skus: [String], price: Int64) -> CatalogDescription {
                CatalogDescription(products: [
                    ProductDescription(
                        slug: "kaos", name: "Kaos", options: ["Ukuran"],
                        variants: skus.map {
                            VariantDescription(
                                sku: $0, optionValues: [$0], priceRupiah: price, weightGrams: 200, openingStock: 5)
                        })
                ])
            }
            try await editor.import(described(["S", "M", "L"], price: 50_000))
            let rows = try await shop.database.query(LockOrderSQL.variants)
            let ids: [VariantID] = try rows.map { try $0.id("id") }
            try #require(ids.count == 3)
            // M goes out of sale, and L now stands before S.
            let changed = described(["L", "S"], price: 60_000)
            try await withThrowingTaskGroup(of: Void.self) { group in
                try await shop.database.transaction { tx in
                    try await tx.run([StockSQL.lock([ids[0]])])
                    group.addTask { try await editor.import(changed) }
                    try await shop.somebodyWaits()
                    for id in ids.dropFirst() {
                        #expect(try await tx.query(WrittenSQL.lockNow, .id(id)).count == 1)
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await shop.database.query(LockOrderSQL.active).one().int("active") == 2)
        }
    }
}

private enum LockOrderSQL {
    static let variants = SQL("test_variants", "SELECT id FROM {variant} WHERE sku <> 'KPR' ORDER BY id")
    static let active = SQL(
        "test_active", "SELECT count(*) AS active FROM {variant} WHERE sku <> 'KPR' AND is_active")
}
