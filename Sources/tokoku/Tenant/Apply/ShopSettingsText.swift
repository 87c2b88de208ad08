import Tenancy
import TokoCore

/// A shop's settings as lines for people, in the words of its file.
enum ShopSettingsText {
    static func lines(of settings: ShopSettings) -> [(key: String, value: String)] {
        [
            ("name", settings.name), ("tagline", settings.tagline), ("description", settings.description),
            ("zone", settings.zone.rawValue.uppercased()), ("phone", settings.phone), ("email", settings.email),
            ("address", settings.address), ("theme.id", settings.themeID),
        ]
            + settings.themeSettings.sorted { $0.key < $1.key }.map { ("theme.settings.\($0.key)", $0.value) }
            + [
                ("origin.village", settings.originVillage ?? ""),
                ("origin.postal_code", settings.originPostalCode ?? ""),
                ("shipping.couriers", settings.couriers.joined(separator: ", ")),
                ("shipping.hidden_services", settings.hiddenServices.joined(separator: ", ")),
                ("shipping.tracking", settings.trackingSource.rawValue),
                ("shipping.complete_after_days", String(settings.completeAfterDays)),
                ("shipping.product", settings.rates.product.rawValue),
                ("shipping.calls_per_day", String(settings.rates.callsPerDay)),
            ]
            + ownRates(of: settings.rates)
            + [
                ("payment.channels", settings.channels.joined(separator: ", ")),
                ("payment.expiry_minutes", String(settings.paymentExpiryMinutes)),
                ("stock.low", String(settings.lowStockPieces)),
                ("whatsapp.owner_phone", settings.whatsApp.ownerPhone ?? ""),
                ("whatsapp.customers", settings.whatsApp.customers ? "yes" : ""),
                ("whatsapp.language", settings.whatsApp.language),
            ]
            + settings.whatsApp.templates.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                ("whatsapp.templates.\($0.key.rawValue)", $0.value)
            }
    }

    /// The shop's own tariffs, a line for each zone.
    private static func ownRates(of rates: RateChoices) -> [(key: String, value: String)] {
        let table = rates.flatRates
        var lines = [("shipping.flat_rates.when", table.isEnabled ? table.when.rawValue : "")]
        for zone in table.zones {
            let regions = zone.regions.map { $0.isEmpty ? "*" : $0 }.joined(separator: ", ")
            let steps = zone.steps.map { "\($0.upTo.formatted) \($0.cost.formatted)" }.joined(separator: ", ")
            let parts = [regions, steps, zone.estimate].filter { !$0.isEmpty }
            lines.append(("shipping.flat_rates.\(zone.name)", parts.joined(separator: "; ")))
        }
        let pickup = rates.pickup
        let place = [pickup.address, pickup.hours].filter { !$0.isEmpty }.joined(separator: "; ")
        return lines + [("shipping.pickup", pickup.isEnabled ? place : "")]
    }

    /// `~ shop.tagline: "Kopi" -> "Kopi segar"`, one for each setting that differs.
    static func differences(from old: ShopSettings, to new: ShopSettings) -> [ShopChange] {
        let before = lines(of: old)
        let after = lines(of: new)
        let olds = Dictionary(before.map { ($0.key, $0.value) }, uniquingKeysWith: { one, _ in one })
        let kept = Set(after.map(\.key))
        let gone = before.filter { !kept.contains($0.key) }.map { ShopChange.removed("shop.\($0.key)") }
        return after.compactMap { key, value in
            let old = olds[key] ?? ""
            if old == value { return nil }
            if old.isEmpty { return .added("shop.\(key): \(short(value))") }
            return value.isEmpty ? .removed("shop.\(key)") : .changed("shop.\(key): \(short(old)) -> \(short(value))")
        } + gone
    }

    private static func short(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return "\"\(line.count > 40 ? line.prefix(39) + "…" : line[...])\""
    }
}
