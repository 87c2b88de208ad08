import Accounts
import Catalog
import FoundationEssentials
import Hummingbird
import Logging
import NIOCore
import Ordering
import Payments
import Postgres
import Sandbox
import Shipping
import Tenancy
import TestSupport
import Testing
import Theming
import TokoCore
import Vault
import Web
import WebClient

@testable import Storefront

/// A server with two shops on it, the sandbox behind it, and somebody who visits: everything over real HTTP.
struct Storehouse: Sendable {
    let base: String
    let bank: String
    let transport: WebTransport
    let shops: [Shop]
    let variants: [VariantID]

    static let rate = ShippingRate(
        courierCode: "jne", courierName: "JNE", service: "REG", description: "Reguler", cost: rupiah(20_000),
        estimate: "2-3 hari")

    /// Somebody at one of the shops; signed in when named.
    func visitor(_ name: String? = nil, at index: Int = 0) async throws -> StoreVisitor {
        var visitor = StoreVisitor(
            base: base, host: shops[index].tenant.primaryHost ?? "", transport: transport, shop: shops[index])
        guard let name else { return visitor }
        let subject = "google-\(UInt64.random(in: 0...UInt64.max))"
        let id: CustomerID = try await shops[index].database.query(
            StoreSQL.customer, .text(subject), .text("\(subject)@example.test"), .text(name)
        ).one().id("id")
        let session = try await SessionRepository(shops[index].database).create(customer: id)
        visitor.customer = id
        visitor.cookie = "tokoku=\(session.token.text)"
        visitor.csrf = session.session.csrfToken
        return visitor
    }

    /// Chooses somebody at the sandbox's Google, as the page that `url` names would.
    /// - Returns: the path on the shop to which Google sends back.
    func chooseAccount(_ url: String) async throws -> String {
        let query = try #require(url.split(separator: "?", maxSplits: 1).last)
        let form: Web.Form? = Web.Form(encoded: String(query))
        let fields = try #require(form).fields.map { ("q-\($0.name)", $0.value) }
        let answer = try await transport.send(
            .form(bank + "/google/accounts/pilih", fields + [("email", "siti@example.test")]))
        let back = try #require(answer.header("location"))
        let path = try #require(back.firstRange(of: ".test/"))
        return "/" + back[path.upperBound...]
    }

    /// Tells the sandbox something, as the bank or as its operator.
    func tell(_ path: String, _ json: String) async throws {
        let answer = try await transport.send(.json(bank + path, body: Array(json.utf8)))
        #expect(answer.isSuccess, "\(answer.text)")
    }
}

func rupiah(_ amount: Int64) -> Money {
    do { return try Money(rupiah: amount) } catch { preconditionFailure("\(amount) is no amount") }
}

enum StoreSQL {
    static let customer = SQL(
        "store_customer",
        """
        INSERT INTO {customer} (issuer, subject, email, name) VALUES ('https://accounts.google.com', $1, $2, $3)
        RETURNING id
        """)
    static let variant = SQL("store_variant", "SELECT id FROM {variant} WHERE sku = 'KPR-M'")
    static let settings = SQL(
        "store_settings", "UPDATE {shop} SET origin_village = '31.71.06.1001', origin_postal_code = '10310'")
    static let price = SQL("store_price", "UPDATE {variant} SET price_rupiah = $1 WHERE sku = 'KPR-M'")
    static let reference = SQL(
        "store_reference", "SELECT reference FROM {payment} WHERE reference IS NOT NULL ORDER BY id DESC LIMIT 1")
    /// What the import of the regions writes for the search of places.
    static let regionWords = SQL(
        "store_region_words",
        "UPDATE {region} SET search = to_tsvector('simple', name || ' ' || postal_code) WHERE level = 4")
    static let regions = SQL(
        "store_regions",
        """
        INSERT INTO {region} (code, parent, level, name, postal_code) VALUES
        ('31', NULL, 1, 'DKI Jakarta', NULL), ('31.71', '31', 2, 'Kota Administrasi Jakarta Pusat', NULL),
        ('31.71.06', '31.71', 3, 'Menteng', NULL), ('31.71.06.1001', '31.71.06', 4, 'Menteng', '10310'),
        ('32', NULL, 1, 'Jawa Barat', NULL), ('32.73', '32', 2, 'Kota Bandung', NULL),
        ('32.73.02', '32.73', 3, 'Coblong', NULL), ('32.73.02.1002', '32.73.02', 4, 'Lebak Gede', '40132')
        """)
}

/// Couriers whose answers a test decides.
struct StoreRates: RateProvider {
    let error: RateError?

    func rates(for parcel: Parcel) async throws -> [ShippingRate] {
        if let error { throw error }
        return [Storehouse.rate]
    }
}
