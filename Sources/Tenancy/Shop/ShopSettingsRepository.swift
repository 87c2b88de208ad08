import FoundationEssentials
public import Postgres
import TokoCore

/// The one row of a shop's `shop` table.
public struct ShopSettingsRepository: Sendable {
    let database: TenantDatabase

    public init(_ database: TenantDatabase) { self.database = database }

    public func load() async throws -> ShopSettings {
        try ShopSettings(row: await database.query(ShopSettingsSQL.load).one())
    }

    /// Writes everything but `catalogVersion`, which grows by one, and tells every node.
    public func save(_ settings: ShopSettings) async throws {
        let theme = String(decoding: try JSONEncoder().encode(settings.themeSettings), as: UTF8.self)
        let mailTexts = String(decoding: try JSONEncoder().encode(settings.mailTexts), as: UTF8.self)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let flatRates = String(decoding: try encoder.encode(settings.rates.flatRates), as: UTF8.self)
        let pickup = String(decoding: try encoder.encode(settings.rates.pickup), as: UTF8.self)
        let whatsApp = String(decoding: try encoder.encode(settings.whatsApp), as: UTF8.self)
        let update = Statement(
            ShopSettingsSQL.save, .text(settings.name), .text(settings.tagline), .text(settings.description),
            .text(settings.zone.rawValue), .text(settings.phone), .text(settings.email), .text(settings.address),
            .text(settings.themeID), .json(theme), .optional(settings.originVillage),
            .optional(settings.originPostalCode), .texts(settings.couriers), .texts(settings.hiddenServices),
            .texts(settings.channels), .int(settings.paymentExpiryMinutes),
            .text(settings.trackingSource.rawValue), .int(settings.completeAfterDays), .json(mailTexts),
            .text(settings.rates.product.rawValue), .int(settings.rates.callsPerDay), .json(flatRates), .json(pickup),
            .text(settings.mailTransport.rawValue), .json(whatsApp), .int(settings.lowStockPieces))
        try await database.run([update] + CatalogSignal.touched(database.tenant))
    }
}

enum ShopSettingsSQL {
    /// -> every column of shop
    static let load = SQL(
        "shop.load",
        """
        SELECT name, tagline, description, zone, phone, email, address, theme_id, theme_settings, origin_village,
            origin_postal_code, couriers, hidden_services, channels, payment_expiry_minutes, catalog_version,
            tracking_source, complete_after_days, mail_texts, rate_product, rate_calls_per_day, flat_rates, pickup,
            mail_transport, whatsapp, low_stock_pieces
        FROM {shop}
        """)

    /// $1...$25 in the order of the columns above, without the catalogue's version
    static let save = SQL(
        "shop.save",
        """
        UPDATE {shop} SET name = $1, tagline = $2, description = $3, zone = $4, phone = $5, email = $6, address = $7,
            theme_id = $8, theme_settings = $9, origin_village = $10, origin_postal_code = $11, couriers = $12,
            hidden_services = $13, channels = $14, payment_expiry_minutes = $15,
            tracking_source = $16, complete_after_days = $17, mail_texts = $18, rate_product = $19, rate_calls_per_day = $20,
            flat_rates = $21, pickup = $22, mail_transport = $23, whatsapp = $24, low_stock_pieces = $25
        """)
}

extension ShopSettings {
    /// A row of ``ShopSettingsSQL/load``.
    init(row: Row) throws {
        guard let zone = ShopZone(rawValue: try row.text("zone")) else {
            throw DatabaseError.decoding(column: "zone", expected: "one of Indonesia's time zones")
        }
        guard let source = TrackingSource(rawValue: try row.text("tracking_source")) else {
            throw DatabaseError.decoding(column: "tracking_source", expected: "a tracking source")
        }
        guard let product = RateProduct(rawValue: try row.text("rate_product")) else {
            throw DatabaseError.decoding(column: "rate_product", expected: "a product of the rate provider")
        }
        let rates = RateChoices(
            product: product, callsPerDay: try row.int("rate_calls_per_day"),
            flatRates: try JSONDecoder().decode(FlatRates.self, from: Data(row.text("flat_rates").utf8)),
            pickup: try JSONDecoder().decode(Pickup.self, from: Data(row.text("pickup").utf8)))
        guard let transport = MailTransportChoice(rawValue: try row.text("mail_transport")) else {
            throw DatabaseError.decoding(column: "mail_transport", expected: "a way to send mail")
        }
        let theme = try JSONDecoder().decode([String: String].self, from: Data(row.text("theme_settings").utf8))
        let mailTexts = try JSONDecoder().decode(MailTexts.self, from: Data(row.text("mail_texts").utf8))
        self.init(
            name: try row.text("name"), tagline: try row.text("tagline"), description: try row.text("description"),
            zone: zone, phone: try row.text("phone"), email: try row.text("email"), address: try row.text("address"),
            themeID: try row.text("theme_id"), themeSettings: theme,
            originVillage: try row.textOrNil("origin_village"),
            originPostalCode: try row.textOrNil("origin_postal_code"), couriers: try row.texts("couriers"),
            hiddenServices: try row.texts("hidden_services"), channels: try row.texts("channels"),
            paymentExpiryMinutes: try row.int("payment_expiry_minutes"), mailTexts: mailTexts,
            trackingSource: source, completeAfterDays: try row.int("complete_after_days"), rates: rates,
            mailTransport: transport,
            whatsApp: try JSONDecoder().decode(WhatsAppChoices.self, from: Data(row.text("whatsapp").utf8)),
            lowStockPieces: try row.int("low_stock_pieces"), catalogVersion: try row.int("catalog_version"))
    }
}
