import Accounts
import Catalog
import Ordering
import Postgres
import Tenancy
import TestSupport
import Testing
import TokoCore

@Suite struct TwoShopsTests {
    @Test func `whatever is written in one shop leaves the other as it was, byte for byte`() async throws {
        try await withShops(2) { shops in
            for shop in shops {
                try await shop.sell(Goods.catalog(2))
                let buyer = try await Buyer(in: shop)
                for variant in try await buyer.variants() { try await buyer.cart.add(variant, .one, for: buyer.id) }
            }
            let (before, other) = (try await shops[0].digest(), try await shops[1].digest())
            #expect(before.count == other.count)
            try await Self.writeAllOver(shops[0])
            let after = try await shops[0].digest()
            for table in [
                "address", "cart_line", "category", "product", "session", "shop", "staff", "stock_movement", "variant",
            ] {
                #expect(after[table] != before[table], "\(table)")
            }
            #expect(try await shops[1].digest() == other)
        }
    }

    /// What owners, customers and the agency do to a shop, orders apart.
    private static func writeAllOver(_ shop: ShopFixture) async throws {
        let settings = ShopSettingsRepository(shop.database)
        var changed = try await settings.load()
        changed.tagline = "Baru"
        try await settings.save(changed)

        var goods = Goods.catalog(3, price: 90_000)
        goods.categories[0].name = "Kain tenun"
        try await shop.sell(goods)
        let variants = try await shop.database.query(Ask.variants).map { try $0.id("id") as VariantID }
        let editor = CatalogEditor(shop.database)
        try await editor.updateVariant(
            variants[0], VariantForm(price: "95000", compareAt: "", onHand: "7", seenOnHand: "10"), actor: "test")
        _ = try await editor.setState(ProductID(1), to: .archived)

        let customer: CustomerID = try await shop.database.query(Ask.customers).one().id("id")
        let cart = CartService(shop.database)
        try await cart.change(variants[2], to: try Quantity(pieces: 5), for: customer)
        try await cart.remove(variants[1], for: customer)
        _ = try await SessionRepository(shop.database).create(customer: customer)
        let form = AddressForm(
            recipient: "Siti", phone: "081234567890", street: "Jl. Melati 5", villageCode: "31.71.06.1001",
            postalCode: "10310")
        let place = RegionLineage(
            villageCode: "31.71.06.1001", village: "Menteng", district: "Menteng",
            regency: "Kota Administrasi Jakarta Pusat", province: "DKI Jakarta", postalCode: "10310")
        _ = try await AddressRepository(shop.database).save(try form.check(lineage: place), of: customer)
        _ = try await StaffRepository(shop.database).invite(email: "ibu@kopi.test", name: "Ibu", role: .packer)
    }

    private enum Ask {
        static let variants = SQL("test.all_variants", "SELECT id FROM {variant} ORDER BY id")
        static let customers = SQL("test.only_customer", "SELECT id FROM {customer}")
    }
}

extension ShopFixture {
    /// What stands in each of the shop's tables, boiled down.
    fileprivate func digest() async throws -> [String: String] {
        try await admin.withExclusive { connection in
            let tables = try await connection.query(
                "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = $1", .text(id.schema)
            ).map { try $0.text("name") }
            var digests: [String: String] = [:]
            for table in tables {
                digests[table] = try await connection.query(
                    "SELECT coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS digest"
                        + " FROM \(id.schema).\"\(table)\" AS t"
                ).one().text("digest")
            }
            return digests
        }
    }
}
