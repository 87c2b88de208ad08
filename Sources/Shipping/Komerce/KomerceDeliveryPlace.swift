/// A place's number in the "Shipping Delivery" product.
struct KomerceDeliveryPlaceID: KomercePlaceNumber {
    static let space = "komerce-delivery"
    let number: Int64
}

struct KomerceDeliveryPlace: Hashable, Decodable, KomercePlace {
    let id: KomerceDeliveryPlaceID
    let label: String
    let city: String
    let district: String
    let village: String
    let zip: String

    var province: String { "" }

    enum CodingKeys: String, CodingKey {
        case id, label
        case city = "city_name"
        case district = "district_name"
        case village = "subdistrict_name"
        case zip = "zip_code"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = KomerceDeliveryPlaceID(number: try container.decode(KomerceInteger.self, forKey: .id).value)
        label = try container.decodeIfPresent(String.self, forKey: .label) ?? ""
        city = try container.decode(String.self, forKey: .city)
        district = try container.decode(String.self, forKey: .district)
        village = try container.decodeIfPresent(String.self, forKey: .village) ?? "-"
        zip = try container.decodeIfPresent(KomerceText.self, forKey: .zip)?.text ?? "0"
    }
}
