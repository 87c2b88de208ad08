import Foundation

/// A folder with files of shops, gone when the test is over.
struct ShopFolder {
    let url = URL.temporaryDirectory.appending(path: "tokoku-shops-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

    func path(_ file: String) -> String { url.appending(path: file).path }

    @discardableResult
    func write(_ file: String, _ text: String) throws -> String {
        try Data(text.utf8).write(to: url.appending(path: file))
        return path(file)
    }

    func remove() {
        do { try FileManager.default.removeItem(at: url) } catch { print("left behind: \(url.path)") }
    }

    /// A folder of the checkout.
    static func checkout(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../\(name)").standardizedFileURL
            .path
    }

    static let drawing = """
        <svg xmlns="http://www.w3.org/2000/svg" width="8" height="8" viewBox="0 0 8 8"><rect width="8" height="8"/></svg>
        """

    /// A shop without mistakes.
    static let shop = """
        slug = "satu"
        name = "Toko Satu"
        tagline = "Yang pertama"
        zone = "WITA"
        domains = ["satu.test", "www.satu.test"]

        [theme]
        id = "dasar"
        [theme.settings]
        accent = "#7a3b12"
        logo = "logo.svg"

        [origin]
        village = "31.71.06.1001"
        postal_code = "10310"

        [shipping]
        couriers = ["jne", "sicepat"]

        [payment]
        channels = ["QRIS2"]
        expiry_minutes = 60

        [owner]
        name = "Ani"
        email = "ani@satu.test"
        password = { env = "OWNER_PASSWORD" }

        [secrets.tripay]
        api_key = { env = "TRIPAY_KEY" }
        private_key = { file = "private.key" }

        [catalog]
        file = "catalog.toml"
        """

    static let catalog = """
        [[category]]
        slug = "kain"
        name = "Kain"

        [[product]]
        slug = "sarung"
        name = "Sarung"
        category = "kain"
        images = [{ file = "logo.svg", alt = "Sarung" }]
        options = ["Warna"]

        [[product.variant]]
        sku = "S-HITAM"
        values = ["Hitam"]
        price = 150000
        weight = 400
        stock = 5
        """

    static let environment = ["OWNER_PASSWORD": "kata sandi yang panjang", "TRIPAY_KEY": "kunci-api"]

    /// Writes the shop above with all its files.
    func writeShop() throws -> String {
        try write("logo.svg", Self.drawing)
        try write("private.key", "kunci-rahasia\n")
        try write("catalog.toml", Self.catalog)
        return try write("satu.toml", Self.shop)
    }
}
