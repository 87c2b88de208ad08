import FoundationEssentials
import Tenancy
import Testing
import TokoCore

@testable import Shipping

/// Real places, as the Ministry's list and Komerce's search spell them.
enum Samples {
    static let origin = ShippingPlace(
        villageCode: "34.04.12.2003", village: "Sinduharjo", district: "Ngaglik", regency: "Kabupaten Sleman",
        province: "Daerah Istimewa Yogyakarta", postalCode: "55581")
    static let coblong = ShippingPlace(
        villageCode: "32.73.02.1002", village: "Lebak Gede", district: "Coblong", regency: "Kota Bandung",
        province: "Jawa Barat", postalCode: "40132")
    static let originRow = row(31_555, "SINDUHARJO", "NGAGLIK", "SLEMAN", "DI YOGYAKARTA", "55581")
    static let coblongRow = row(4_902, "LEBAKGEDE", "COBLONG", "BANDUNG", "JAWA BARAT", "40132")

    static func place(
        _ village: String, _ district: String, _ regency: String, _ postalCode: String,
        province: String = "Jawa Barat"
    ) -> ShippingPlace {
        ShippingPlace(
            villageCode: "99.99.99.9999", village: village, district: district, regency: regency,
            province: province, postalCode: postalCode)
    }

    /// A row of the destination search, as JSON.
    static func row(
        _ id: Int, _ village: String, _ district: String, _ city: String, _ province: String, _ zip: String
    ) -> String {
        """
        {"id": \(id), "label": "\(village), \(district), \(city), \(province), \(zip)",
         "province_name": "\(province)", "city_name": "\(city)", "district_name": "\(district)",
         "subdistrict_name": "\(village)", "zip_code": "\(zip)"}
        """
    }

    static func rows(_ rows: String...) throws -> [KomerceCostPlace] {
        try JSONDecoder().decode(
            [KomerceCostPlace].self, from: Data("[\(rows.joined(separator: ","))]".utf8))
    }

    static func success(_ data: String) -> String {
        #"{"meta": {"message": "Success", "code": 200, "status": "success"}, "data": \#(data)}"#
    }

    static func failure(_ message: String, _ code: Int, status: String = "error") -> String {
        #"{"meta": {"message": "\#(message)", "code": \#(code), "status": "\#(status)"}, "data": null}"#
    }

    static let notFound = failure("Domestic Destinations Data not found", 404)

    static func parcel(
        pieces: Int64 = 2, grams: Int64 = 1_200, to destination: ShippingPlace = coblong,
        couriers: [String] = ["jne", "sicepat", "jnt"], hidden: [String] = [], choices: RateChoices = RateChoices()
    ) throws -> Parcel {
        Parcel(
            lines: [.init(variant: VariantID(7), quantity: try Quantity(pieces: pieces))],
            weight: try Weight(grams: grams), value: try Money(rupiah: 300_000), origin: origin,
            destination: destination, couriers: couriers, hiddenServices: hidden, choices: choices)
    }
}
