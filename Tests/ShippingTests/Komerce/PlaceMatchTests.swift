import Testing

@testable import Shipping

struct PlaceMatchTests {
    @Test func `the first row and placeholders are not an answer`() throws {
        let rows = try Samples.rows(
            Samples.row(1, "SINDUHARJO", "NGAGLIK", "KEDIRI", "JAWA TIMUR", "64171"),
            Samples.row(31_550, "-", "NGAGLIK", "SLEMAN", "DI YOGYAKARTA", "55581"),
            Samples.row(2, "SINDUHARJO", "NGAGLIK", "SLEMAN", "DI YOGYAKARTA", "0"),
            Samples.row(31_551, "SARIHARJO", "NGAGLIK", "SLEMAN", "DI YOGYAKARTA", "55581"), Samples.originRow)
        #expect(PlaceMatch.best(rows, for: Samples.origin)?.id.number == 31_555)
    }

    @Test func `with the village spelt differently the postal code decides inside the district`() throws {
        let rows = try Samples.rows(
            Samples.row(1, "MINOMARTANI", "NGAGLIK", "SLEMAN", "DI YOGYAKARTA", "55582"),
            Samples.row(2, "SINDU HARDJO", "NGAGLIK", "SLEMAN", "DI YOGYAKARTA", "55581"))
        #expect(PlaceMatch.best(rows, for: Samples.origin)?.id.number == 2)
    }

    @Test func `a city is not taken for the regency of its name`() throws {
        let city = Samples.place("Sukajadi", "Cicendo", "Kota Bandung", "40172")
        let regency = Samples.place("Sukajadi", "Cicendo", "Kabupaten Bandung", "40911")
        let rows = try Samples.rows(
            Samples.row(1, "SUKAJADI", "CICENDO", "BANDUNG", "JAWA BARAT", "40911"),
            Samples.row(2, "SUKAJADI", "CICENDO", "BANDUNG", "JAWA BARAT", "40172"))
        #expect(PlaceMatch.best(rows, for: city)?.id.number == 2)
        #expect(PlaceMatch.best(rows, for: regency)?.id.number == 1)
        // The villages differ, and so does where their codes lie: nothing to be had.
        let other = Samples.place("Pajajaran", "Cicendo", "Kota Bandung", "40173")
        #expect(PlaceMatch.best([rows[0]], for: other) == nil)
        #expect(PlaceMatch.best([rows[1]], for: other)?.id.number == 2)
    }

    @Test func `of two equal rows the one in our province wins`() throws {
        let place = Samples.place("Banjar", "Banjar", "Kota Banjar", "46311")
        let rows = try Samples.rows(
            Samples.row(1, "BANJAR", "BANJAR", "BANJAR", "KALIMANTAN SELATAN", "46311"),
            Samples.row(2, "BANJAR", "BANJAR", "BANJAR", "JAWA BARAT", "46311"))
        #expect(PlaceMatch.best(rows, for: place)?.id.number == 2)
    }

    @Test func `by postal code a district may be spelt differently, its village and city may not`() throws {
        let place = Samples.place("Panjunan", "Astanaanyar", "Kota Bandung", "40242")
        let rows = try Samples.rows(
            Samples.row(1, "PANJUNAN", "LEMAHWUNGKUK", "CIREBON", "JAWA BARAT", "40242"),
            Samples.row(2, "NYENGSERET", "ASTANAYAR", "BANDUNG", "JAWA BARAT", "40242"),
            Samples.row(3, "PANJUNAN", "ASTANAYAR", "BANDUNG", "JAWA BARAT", "40242"))
        #expect(PlaceMatch.byPostalCode(rows, for: place)?.id.number == 3)
        #expect(PlaceMatch.byPostalCode(Array(rows.prefix(2)), for: place) == nil)
    }

    @Test(arguments: ["0", "00000", ""])
    func `a row without a postal code stands for nothing`(zip: String) throws {
        let rows = try Samples.rows(Samples.row(1, "SINDUHARJO", "NGAGLIK", "SLEMAN", "DI YOGYAKARTA", zip))
        #expect(PlaceMatch.best(rows, for: Samples.origin) == nil)
    }
}
