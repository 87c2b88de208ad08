/// A place's number in the "Shipping Cost" product, for its cost call; the district call numbers otherwise again.
struct KomerceCostPlaceID: KomercePlaceNumber {
    static let space = "komerce-cost"
    let number: Int64
}

struct KomerceCostPlace: Hashable, Decodable, KomercePlace {
    let id: KomerceCostPlaceID
    let label: String
    let province: String
    let city: String
    let district: String
    let village: String
    let zip: String

    enum CodingKeys: String, CodingKey {
        case id, label
        case province = "province_name"
        case city = "city_name"
        case district = "district_name"
        case village = "subdistrict_name"
        case zip = "zip_code"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = KomerceCostPlaceID(number: try container.decode(KomerceInteger.self, forKey: .id).value)
        label = try container.decodeIfPresent(String.self, forKey: .label) ?? ""
        province = try container.decodeIfPresent(String.self, forKey: .province) ?? ""
        city = try container.decode(String.self, forKey: .city)
        district = try container.decode(String.self, forKey: .district)
        village = try container.decodeIfPresent(String.self, forKey: .village) ?? "-"
        zip = try container.decodeIfPresent(KomerceText.self, forKey: .zip)?.text ?? "0"
    }
}
