import Accounts
import Shipping
import Tenancy

/// The places that a form offers, for what is chosen so far.
struct RegionPicker {
    var provinces: [Region] = []
    var regencies: [Region] = []
    var districts: [Region] = []
    var villages: [Region] = []
    /// What a search found.
    var found: [RegionLineage] = []
    var notFound = ""
    /// The village chosen, with all above it.
    var chosen: RegionLineage?
    /// Codes of what is chosen, province first.
    var path: [String] = []

    /// - Parameter postalCodes: hears of the village that was chosen, for the next form's suggestion.
    /// - Throws: `DatabaseError`.
    init(_ typed: AddressTyped, _ regions: RegionRepository, _ postalCodes: PostalCodeRefresh?) async throws {
        if typed.step == .search {
            found = try await regions.search(typed.search, limit: 20)
            if found.isEmpty {
                notFound =
                    typed.search.isEmpty
                    ? "Ketik nama kelurahan, kecamatan, atau kode pos."
                    : "Tidak ditemukan. Coba tulisan lain, atau pilih dari daftar di bawah."
            } else {
                return
            }
        }
        chosen = typed.form.villageCode.isEmpty ? nil : try await regions.lineage(of: typed.form.villageCode)
        if let chosen { postalCodes?.wish(for: chosen) }
        path = Self.path(chosen?.villageCode ?? typed.partial)
        provinces = try await regions.children(of: nil)
        if path.count > 0 { regencies = try await regions.children(of: path[0]) }
        if path.count > 1 { districts = try await regions.children(of: path[1]) }
        if path.count > 2 { villages = try await regions.children(of: path[2]) }
    }

    /// `32.73.02` -> `32`, `32.73`, `32.73.02`
    static func path(_ code: String) -> [String] {
        let parts = code.split(separator: ".")
        return parts.indices.map { parts[...$0].joined(separator: ".") }
    }
}
