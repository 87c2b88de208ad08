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
        let update = Statement(
            ShopSettingsSQL.save, .text(settings.name), .text(settings.tagline), .text(settings.description),
            .text(settings.zone.rawValue), .text(settings.phone), .text(settings.email), .text(settings.address),
            .text(settings.themeID), .json(theme), .optional(settings.originVillage),
            .optional(settings.originPostalCode), .texts(settings.couriers), .texts(settings.hiddenServices),
            .texts(settings.channels), .int(settings.paymentExpiryMinutes),
            .text(settings.trackingSource.rawValue), .int(settings.completeAfterDays), .json(mailTexts))
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
            tracking_source, complete_after_days, mail_texts
        FROM {shop}
        """)

    /// $1...$18 in the order of the columns above, without the catalogue's version
    static let save = SQL(
        "shop.save",
        """
        UPDATE {shop} SET name = $1, tagline = $2, description = $3, zone = $4, phone = $5, email = $6, address = $7,
            theme_id = $8, theme_settings = $9, origin_village = $10, origin_postal_code = $11, couriers = $12,
            hidden_services = $13, channels = $14, payment_expiry_minutes = $15,
            tracking_source = $16, complete_after_days = $17, mail_texts = $18
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
            trackingSource: source, completeAfterDays: try row.int("complete_after_days"),
            catalogVersion: try row.int("catalog_version"))
    }
}
