import Catalog
import PDF
import Tenancy
import TokoCore

/// The shop's own look on letters and receipts.
enum PaperLook {
    /// The accent that the shop chose for its theme, as `#rrggbb`; else the one that themes begin with.
    static func accentText(of shop: ShopSettings) -> String {
        let chosen = shop.themeSettings["accent"] ?? ""
        return Ink(hex: chosen) == nil ? "#0f766e" : chosen
    }

    static func accent(of shop: ShopSettings) -> Ink { Ink(hex: accentText(of: shop)) ?? .black }

    /// What can be read on a ground of that colour.
    static func ink(on accent: String) -> String {
        (Ink(hex: accent)?.brightness ?? 0) > 0.6 ? "#1c1917" : "#ffffff"
    }

    /// The logo's bytes above which it is left out: every receipt carries it.
    private static let mostLogoBytes = 400 << 10

    /// The shop's logo, when it is a PNG or JPEG; nil for drawings and WebP, which are told by the shop's name instead.
    /// - Throws: ``MediaError/unreadable``.
    static func logo(of shop: Shop, in media: MediaStore) throws -> PageImage? {
        guard let path = shop.settings.themeSettings["logo"], path.hasPrefix("/media/"),
            let file = try media.read(String(path.dropFirst(7)), tenant: shop.tenant.id),
            file.bytes.count <= mostLogoBytes, file.contentType == "image/png" || file.contentType == "image/jpeg"
        else { return nil }
        do { return try PageImage(file.bytes) } catch { return nil }
    }
}
