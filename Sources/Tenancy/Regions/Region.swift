/// A place in the Ministry of Home Affairs' list.
public struct Region: Sendable, Hashable {
    /// Text with dots, never a number: `31`, `31.71`, `31.71.06`, `31.71.06.1001`.
    public let code: String
    public let level: Level
    public let name: String
    /// Of a village: a suggestion that people may correct, not a rule.
    public let postalCode: String?

    public enum Level: Int64, Sendable, CaseIterable {
        case province = 1
        case regency, district, village
    }
}

/// A village with everything above it.
public struct RegionLineage: Sendable, Hashable {
    public let villageCode: String
    public let village: String
    public let district: String
    /// `Kota Bandung`, `Kabupaten Sleman`.
    public let regency: String
    public let province: String
    public let postalCode: String?

    public init(
        villageCode: String, village: String, district: String, regency: String, province: String, postalCode: String?
    ) {
        self.villageCode = villageCode
        self.village = village
        self.district = district
        self.regency = regency
        self.province = province
        self.postalCode = postalCode
    }

    /// `32.73.02.1002` lies in district `32.73.02`, regency `32.73`, province `32`.
    public var districtCode: String { String(villageCode.prefix(8)) }
    public var regencyCode: String { String(villageCode.prefix(5)) }
    public var provinceCode: String { String(villageCode.prefix(2)) }
}
