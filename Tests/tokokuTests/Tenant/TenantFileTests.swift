import Catalog
import Foundation
import Tenancy
import Testing
import TokoCore

@testable import tokoku

@Suite struct TenantFileTests {
    @Test func `a file without mistakes is read whole`() throws {
        let folder = try ShopFolder()
        defer { folder.remove() }
        let shop = try read(folder.writeShop()).get()
        #expect(shop.slug.text == "satu")
        #expect(shop.domains.map(\.text) == ["satu.test", "www.satu.test"])
        #expect(shop.settings.zone == .wita)
        #expect(shop.settings.originVillage == "31.71.06.1001")
        #expect(shop.settings.paymentExpiryMinutes == 60)
        #expect(shop.settings.themeSettings["logo"]?.hasPrefix("/media/") == true)
        #expect(shop.owner?.password == "kata sandi yang panjang")
        #expect(shop.secrets.map(\.value) == ["kunci-api", "kunci-rahasia"])
        #expect(shop.catalog?.products.map(\.slug) == ["sarung"])
        #expect(shop.pictures.count == 2)
    }

    @Test(arguments: [
        ("slug = \"satu\"", "slug = \"Toko Satu\"", 1, "slug"), ("zone = \"WITA\"", "zone = \"GMT\"", 4, "zone"),
        ("\"satu.test\", \"www.satu.test\"", "\"http://satu.test\"", 5, "domains"),
        ("\"www.satu.test\"", "\"SATU.test\"", 5, "domains"),
        ("[\"satu.test\", \"www.satu.test\"]", "[]", 5, "domains"), ("id = \"dasar\"", "id = \"mewah\"", 8, "theme.id"),
        ("#7a3b12", "coklat", 10, "theme.settings.accent"), ("accent = ", "accents = ", 10, "theme.settings.accents"),
        ("logo.svg", "logo.png", 11, "theme.settings.logo"),
        ("31.71.06.1001", "3171061001", 14, "origin.village"), ("\"10310\"", "10310", 15, "origin.postal_code"),
        ("[\"jne\", \"sicepat\"]", "\"jne\"", 18, "shipping.couriers"),
        ("\"sicepat\"", "\"si cepat\"", 18, "shipping.couriers"),
        ("expiry_minutes = 60", "expiry_minutes = 60.5", 22, "payment.expiry_minutes"),
        ("expiry_minutes", "expires", 22, "payment.expires"), ("ani@satu.test", "ani", 26, "owner.email"),
        ("{ env = \"OWNER_PASSWORD\" }", "\"kata sandi yang panjang\"", 27, "owner.password"),
        ("[secrets.tripay]", "[secrets.stripe]", 29, "secrets.stripe"),
        ("api_key", "apikey", 30, "secrets.tripay.apikey"),
        ("private.key", "nowhere.key", 31, "secrets.tripay.private_key"),
    ])
    func `a mistake is told with its line and key`(good: String, bad: String, line: Int, key: String) throws {
        let folder = try ShopFolder()
        defer { folder.remove() }
        let path = try folder.writeShop()
        try folder.write("satu.toml", ShopFolder.shop.replacing(good, with: bad, maxReplacements: 1))
        let problems = try #require(read(path).problems)
        #expect(problems.map(\.line) == [line])
        #expect(problems.map(\.key) == [key])
        #expect(!problems.description.contains("kata sandi yang panjang"))
    }

    @Test(arguments: [
        ("name = \"Kain\"", "", 1, "category[0].name"),
        ("price = 150000", "price = 0", 15, "product[0].variant[0].price"),
        ("price = 150000", "price = 150000\ncompare_at = 1", 16, "product[0].variant[0].compare_at"),
        ("weight = 400", "weight = \"400\"", 16, "product[0].variant[0].weight"),
        ("stock = 5", "stok = 5", 17, "product[0].variant[0].stok"),
        ("category = \"kain\"", "category = \"baju\"", 8, "product[0].category"),
        ("[\"Hitam\"]", "[\"Hitam\", \"XL\"]", 14, "product[0].variant[0].values"),
        ("logo.svg", "hilang.svg", 9, "product[0].images[0].file"),
    ])
    func `a mistake in the catalogue is told in its own file`(good: String, bad: String, line: Int, key: String) throws
    {
        let folder = try ShopFolder()
        defer { folder.remove() }
        let path = try folder.writeShop()
        try folder.write("catalog.toml", ShopFolder.catalog.replacing(good, with: bad, maxReplacements: 1))
        let problems = try #require(read(path).problems)
        #expect(problems.map(\.file) == [folder.path("catalog.toml")])
        #expect(problems.map(\.line) == [line])
        #expect(problems.map(\.key) == [key])
    }

    @Test func `three keys make a shop, and everything else has its default`() throws {
        let folder = try ShopFolder()
        defer { folder.remove() }
        let text = "slug = \"satu\"\nname = \"Satu\"\ndomains = [\"satu.test\"]\n"
        let shop = try read(folder.write("satu.toml", text)).get()
        #expect(shop.settings == ShopSettings(name: "Satu"))
        #expect(shop.owner == nil)
        #expect(shop.secrets.isEmpty && shop.unset.isEmpty && shop.pictures.isEmpty)
        #expect(shop.catalog == nil)
    }

    @Test func `a variable that is not set is told with its place, for the shop may have the secret already`() throws {
        let folder = try ShopFolder()
        defer { folder.remove() }
        let shop = try read(folder.writeShop(), environment: ["TRIPAY_KEY": ""]).get()
        #expect(shop.unset.map(\.key) == ["owner.password", "secrets.tripay.api_key"])
        #expect(shop.unset.map(\.variable) == ["OWNER_PASSWORD", "TRIPAY_KEY"])
        #expect(shop.secrets.map(\.field) == ["private_key"])
        #expect(shop.owner?.password == nil)
    }

    @Test func `all mistakes are told at once, by line`() throws {
        let folder = try ShopFolder()
        defer { folder.remove() }
        let path = try folder.write("a.toml", "zone = 1\nslug = \"-\"\nnmae = \"x\"\n")
        let problems = try #require(read(path).problems)
        #expect(problems.map(\.key) == ["domains", "name", "zone", "slug", "nmae"])
        #expect(problems.map(\.line) == [1, 1, 1, 2, 3])
    }

    @Test func `what is no TOML is told with its line`() throws {
        let folder = try ShopFolder()
        defer { folder.remove() }
        let problems = try #require(read(folder.write("a.toml", "slug = \"satu\"\nname = \n")).problems)
        #expect(problems.map(\.line) == [2])
        #expect(try read(folder.path("nowhere.toml")).problems?.map(\.message) == ["cannot be read"])
    }

    @Test(arguments: ["batik", "kopi"])
    func `the demo shops' files have no mistakes`(slug: String) throws {
        let shop = try read(ShopFolder.checkout("Tenants/\(slug).toml"), environment: Demo.environment).get()
        #expect(shop.slug.text == slug)
        #expect((shop.catalog?.products.count ?? 0) >= 40)
    }

    enum Demo {
        static let environment = Dictionary(
            ["BATIK", "KOPI"].flatMap { shop in
                [
                    "OWNER_PASSWORD", "TRIPAY_API_KEY", "TRIPAY_PRIVATE_KEY", "TRIPAY_MERCHANT_CODE", "KOMERCE_KEY",
                    "GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET",
                ].map { ("TOKOKU_DEMO_\(shop)_\($0)", "nilai untuk \(shop) \($0)") }
            }, uniquingKeysWith: { one, _ in one })
    }
}

/// A file read, or what is wrong with it.
typealias Reading = Swift.Result<TenantFile, FileProblems>

func read(_ path: String, environment: [String: String] = ShopFolder.environment) throws -> Reading {
    let pictures = PictureBox()
    let reader = TenantFileReader(
        environment: environment, themes: ThemeShelf(directory: ShopFolder.checkout("Themes")), pictures: pictures)
    let reading: Reading
    do throws(FileProblems) { reading = .success(try reader.read(path).file) } catch { reading = .failure(error) }
    try pictures.close()
    return reading
}

extension Reading {
    var problems: [FileProblem]? {
        if case .failure(let problems) = self { problems.all } else { nil }
    }
}
