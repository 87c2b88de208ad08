import TokoCore
import Vault

/// What a quote was made for, as SHA-256: lines, weight, both ends, couriers and hidden services. A parcel that differs
/// in any of them has another basis, so a quote for light goods cannot pay for heavy ones.
public struct QuoteBasis: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    public init(_ parcel: Parcel) {
        let lines = parcel.lines.map { (variant: $0.variant.number, pieces: $0.quantity.pieces) }
            .sorted { ($0.variant, $0.pieces) < ($1.variant, $1.pieces) }
        var fields = ["1", String(parcel.weight.grams)]
        fields += [parcel.origin.villageCode, parcel.origin.postalCode]
        fields += [parcel.destination.villageCode, parcel.destination.postalCode]
        fields += [String(lines.count)] + lines.map { "\($0.variant)x\($0.pieces)" }
        fields += [String(parcel.couriers.count)] + parcel.couriers.sorted()
        fields += [String(parcel.hiddenServices.count)] + parcel.hiddenServices.sorted()
        // With its length in front, no field can run into the next.
        bytes = Digest.sha256(Array(fields.map { "\($0.utf8.count):\($0)" }.joined().utf8))
    }
}
