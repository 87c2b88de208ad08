import Postgres
public import TokoCore

/// A place a customer has things sent to. Names of the regions are kept as they were when it was saved.
public struct Address: Identifiable, Hashable, Sendable {
    public let id: AddressID
    /// `Rumah`, `Kantor`; may be empty.
    public let label: String
    public let recipient: String
    /// `08...`
    public let phone: String
    /// Street, number, RT/RW, on one line.
    public let street: String
    /// With dots: `32.73.02.1002`.
    public let villageCode: String
    public let village: String
    public let district: String
    public let regency: String
    public let province: String
    /// Five digits; what the customer says, which need not be what a list says of the village.
    public let postalCode: String
    /// Every customer with addresses has exactly one default.
    public let isDefault: Bool

    /// `Lebak Gede, Coblong, Kota Bandung, Jawa Barat 40132`
    public var area: String { "\(village), \(district), \(regency), \(province) \(postalCode)" }

    init(row: Row) throws {
        id = try row.id("id")
        label = try row.text("label")
        recipient = try row.text("recipient")
        phone = try row.text("phone")
        street = try row.text("street")
        villageCode = try row.text("village_code")
        village = try row.text("village")
        district = try row.text("district")
        regency = try row.text("regency")
        province = try row.text("province")
        postalCode = try row.text("postal_code")
        isDefault = try row.bool("is_default")
    }
}

public enum AddressError: Error, Hashable, Sendable {
    /// The customer has no such address.
    case unknown
    /// Twenty are enough.
    case tooMany

    /// For the customer.
    public var message: String {
        switch self {
        case .unknown: "Alamat tidak ditemukan."
        case .tooMany: "Alamat sudah mencapai \(AddressRepository.most). Hapus salah satu dulu."
        }
    }
}
