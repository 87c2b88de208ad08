import Tenancy

/// Provinces and cities by their names, as the owner lists them in a zone: `Jawa Barat, Kota Surabaya`. Codes such as
/// `32.73.02` do as well, and `semua` is everywhere.
struct PlaceList {
    static let everywhere = "semua"

    private let codes: [String: String]
    private let names: [String: String]

    /// - Throws: `DatabaseError`.
    init(_ regions: RegionRepository?) async throws {
        var places: [Region] = []
        if let regions {
            places = try await regions.children(of: nil)
            for province in places { places += try await regions.children(of: province.code) }
        }
        codes = Dictionary(places.map { ($0.name.lowercased(), $0.code) }, uniquingKeysWith: { first, _ in first })
        names = Dictionary(places.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// The list as it is typed and shown.
    func text(of codes: [String]) -> String {
        codes.map { $0.isEmpty ? Self.everywhere : names[$0] ?? $0 }.joined(separator: ", ")
    }

    /// - Returns: what each part of the list means; a part that is neither name nor code stays as it was typed.
    func codes(in typed: String) -> [String] {
        typed.split(whereSeparator: { $0 == "," || $0 == ";" || $0.isNewline }).compactMap { part in
            let name = part.split(separator: " ").joined(separator: " ")
            guard !name.isEmpty else { return nil }
            return name.lowercased() == Self.everywhere ? "" : codes[name.lowercased()] ?? name
        }
    }
}
