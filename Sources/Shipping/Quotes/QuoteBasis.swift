import FoundationEssentials
import Tenancy
import TokoCore
import Vault

/// What a quote was made for, as SHA-256: lines, weight, both ends, couriers, hidden services and the shop's own rates. A
/// parcel that differs in any of them has another basis, so a quote for light goods cannot pay for heavy ones.
public struct QuoteBasis: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    public init(_ parcel: Parcel) {
        let lines = parcel.lines.map { (variant: $0.variant.number, pieces: $0.quantity.pieces) }
            .sorted { ($0.variant, $0.pieces) < ($1.variant, $1.pieces) }
        let fields = [String(lines.count)] + lines.map { "\($0.variant)x\($0.pieces)" }
        bytes = BasisDigest.bytes("2", BasisDigest.way(parcel) + fields + BasisDigest.own(parcel.choices))
    }
}

/// What an answer of the provider counts for, as SHA-256: product, both ends, weight, couriers and hidden services,
/// whoever asks.
struct AnswerBasis: Hashable, Sendable {
    let bytes: [UInt8]

    init(_ parcel: Parcel) { bytes = BasisDigest.bytes("answer-1", BasisDigest.way(parcel)) }
}

private enum BasisDigest {
    /// With its length in front, no field can run into the next.
    static func bytes(_ kind: String, _ fields: [String]) -> [UInt8] {
        Digest.sha256(Array(([kind] + fields).map { "\($0.utf8.count):\($0)" }.joined().utf8))
    }

    static func way(_ parcel: Parcel) -> [String] {
        var fields = [parcel.choices.product.rawValue, String(parcel.weight.grams)]
        fields += [parcel.origin?.villageCode ?? "", parcel.origin?.postalCode ?? ""]
        fields += [parcel.destination.villageCode, parcel.destination.postalCode]
        fields += [String(parcel.couriers.count)] + parcel.couriers.sorted()
        fields += [String(parcel.hiddenServices.count)] + parcel.hiddenServices.sorted()
        return fields
    }

    static func own(_ choices: RateChoices) -> [String] {
        let table = choices.flatRates
        var fields = [table.isEnabled ? table.when.rawValue : "off", String(table.zones.count)]
        for zone in table.zones {
            fields += [zone.name, zone.estimate, String(zone.regions.count)] + zone.regions
            fields += [String(zone.steps.count)] + zone.steps.map { "\($0.upTo.grams)-\($0.cost.rupiah)" }
        }
        let pickup = choices.pickup
        return fields + [pickup.isEnabled ? "pickup" : "", pickup.address, pickup.hours]
    }
}
