import Testing
import TokoCore

@testable import Shipping

struct QuoteBasisTests {
    @Test func `a parcel that differs in anything has another basis`() throws {
        let parcel = try Samples.parcel()
        let others = [
            try Samples.parcel(pieces: 3), try Samples.parcel(grams: 1_201), try Samples.parcel(couriers: ["jne"]),
            try Samples.parcel(hidden: ["JTR"]), try Samples.parcel(to: Samples.origin),
            try Samples.parcel(
                to: ShippingPlace(
                    villageCode: Samples.coblong.villageCode, village: "Lebak Gede", district: "Coblong",
                    regency: "Kota Bandung", province: "Jawa Barat", postalCode: "40133")),
            Parcel(
                lines: [.init(variant: VariantID(8), quantity: try Quantity(pieces: 2))], weight: parcel.weight,
                origin: parcel.origin, destination: parcel.destination, couriers: parcel.couriers,
                hiddenServices: []),
            Parcel(
                lines: parcel.lines, weight: parcel.weight, origin: Samples.coblong,
                destination: parcel.destination, couriers: parcel.couriers, hiddenServices: []),
        ]
        #expect(Set(others.map(QuoteBasis.init) + [QuoteBasis(parcel)]).count == 9)
        #expect(QuoteBasis(parcel).bytes.count == 32)
    }

    @Test func `the order of lines and couriers does not matter`() throws {
        let lines = [
            Parcel.Line(variant: VariantID(1), quantity: .one),
            Parcel.Line(variant: VariantID(2), quantity: try Quantity(pieces: 5)),
        ]
        func basis(_ lines: [Parcel.Line], _ couriers: [String]) throws -> QuoteBasis {
            QuoteBasis(
                Parcel(
                    lines: lines, weight: try Weight(grams: 10), origin: Samples.origin,
                    destination: Samples.coblong, couriers: couriers, hiddenServices: []))
        }
        #expect(try basis(lines, ["jne", "pos"]) == basis(lines.reversed(), ["pos", "jne"]))
    }
}
