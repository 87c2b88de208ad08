/// A place's number in the "Shipping Cost" product. The "Shipping Delivery" product and the district call number
/// places differently and take a wrong number without a word, so each kind has a type of its own.
struct KomerceCostPlaceID: Hashable, Sendable {
    let number: Int64
}

/// A row of the destination search: upper-case names in the provider's own spelling.
struct KomerceCostPlace: Hashable, Sendable, Decodable {
    let id: KomerceCostPlaceID
    let label: String
    let province: String
    let city: String
    let district: String
    /// `-` in rows that stand for nothing in particular.
    let village: String
    /// `0` in such rows.
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

    var isPlaceholder: Bool { PlaceName.plain(village).isEmpty || zip.isEmpty || zip.allSatisfy { $0 == "0" } }
}
