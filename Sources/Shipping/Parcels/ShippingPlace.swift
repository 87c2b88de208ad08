public import Tenancy

/// A village with everything above it, by the names and codes of the Ministry of Home Affairs.
public struct ShippingPlace: Hashable, Sendable {
    /// `34.04.12.2003`
    public let villageCode: String
    public let village: String
    public let district: String
    /// `Kabupaten Sleman`, `Kota Bandung`.
    public let regency: String
    public let province: String
    /// Five digits, as the customer wrote them; villages may share one or have several.
    public let postalCode: String

    public init(
        villageCode: String, village: String, district: String, regency: String, province: String, postalCode: String
    ) {
        self.villageCode = villageCode
        self.village = village
        self.district = district
        self.regency = regency
        self.province = province
        self.postalCode = postalCode
    }

    /// - Parameter postalCode: nil takes the region table's suggestion.
    public init(_ lineage: RegionLineage, postalCode: String? = nil) {
        self.init(
            villageCode: lineage.villageCode, village: lineage.village, district: lineage.district,
            regency: lineage.regency, province: lineage.province,
            postalCode: postalCode ?? lineage.postalCode ?? "")
    }
}
