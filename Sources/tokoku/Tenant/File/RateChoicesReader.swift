import Tenancy
import TokoCore

/// Reads what `[shipping]` says of rates: the provider's product, its plan, the shop's own tariffs, and pickup.
struct RateChoicesReader {
    private let shipping: TableReader

    init(_ shipping: TableReader) { self.shipping = shipping }

    func read() -> RateChoices {
        var choices = RateChoices()
        choices.product =
            shipping.parsed("product", "cost or delivery", RateProduct.init(rawValue:)) ?? choices.product
        choices.callsPerDay =
            shipping.integer("calls_per_day", in: RateChoices.callsPerDayRange) ?? choices.callsPerDay
        if shipping.has("flat_rates") { choices.flatRates = flatRates(shipping.inner("flat_rates")) }
        if shipping.has("pickup") { choices.pickup = pickup(shipping.inner("pickup")) }
        shipping.knows("flat_rates")
        shipping.knows("pickup")
        return choices
    }

    private func flatRates(_ table: TableReader) -> FlatRates {
        let when = table.parsed("when", "always or fallback", FlatRates.When.init(rawValue:)) ?? .fallback
        let zones = table.list("zone")
        let rates = FlatRates(isEnabled: true, when: when, zones: zones.map(zone))
        table.finish()
        for problem in rates.problems {
            let message = "\(problem)"
            guard let index = problem.zone else {
                table.note("zone", message)
                continue
            }
            zones[index].note(Self.key(of: problem.what), message)
        }
        return rates
    }

    private func zone(_ table: TableReader) -> FlatRates.Zone {
        let zone = FlatRates.Zone(
            name: table.text("name", length: 0...200) ?? "",
            regions: (table.texts("regions") ?? []).map { $0 == "*" ? "" : $0 },
            steps: table.list("rate").compactMap(step), estimate: table.text("estimate", length: 0...40) ?? "")
        table.finish()
        return zone
    }

    private func step(_ table: TableReader) -> FlatRates.Step? {
        let grams = table.requiredInteger("up_to_grams", in: 1...1_000_000)
        let rupiah = table.requiredInteger("rupiah", in: 0...Money.upperBound)
        table.finish()
        guard let grams, let rupiah else { return nil }
        do {
            return FlatRates.Step(upTo: try Weight(grams: grams), cost: try Money(rupiah: rupiah))
        } catch {
            table.note("rupiah", "is no amount")
            return nil
        }
    }

    private func pickup(_ table: TableReader) -> Pickup {
        let pickup = Pickup(
            isEnabled: true, address: table.requiredText("address", length: 1...200) ?? "",
            hours: table.text("hours", length: 0...100) ?? "")
        table.finish()
        return pickup
    }

    private static func key(of what: FlatRates.Problem.What) -> String {
        switch what {
        case .noZones: "zone"
        case .name, .sameName: "name"
        case .noRegions, .region, .regionTwice: "regions"
        case .noSteps, .lightFirst: "rate"
        }
    }
}
