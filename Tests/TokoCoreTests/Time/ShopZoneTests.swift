import FoundationEssentials
import Testing
import TokoCore

@Suite struct ShopZoneTests {
    struct Moment: Sendable {
        let seconds: Double
        let zone: ShopZone
        let text: String
    }

    @Test(arguments: [
        Moment(seconds: 0, zone: .wib, text: "1 Januari 1970, 07.00 WIB"),
        Moment(seconds: 0, zone: .wita, text: "1 Januari 1970, 08.00 WITA"),
        Moment(seconds: 0, zone: .wit, text: "1 Januari 1970, 09.00 WIT"),
        // 2026-11-24T07:05:00Z
        Moment(seconds: 1_795_503_900, zone: .wib, text: "24 November 2026, 14.05 WIB"),
        // 2026-11-24T16:59:59.9Z: still the 24th in the west, the 25th in the rest.
        Moment(seconds: 1_795_539_599.9, zone: .wib, text: "24 November 2026, 23.59 WIB"),
        Moment(seconds: 1_795_539_599.9, zone: .wita, text: "25 November 2026, 00.59 WITA"),
        Moment(seconds: 1_795_539_600, zone: .wib, text: "25 November 2026, 00.00 WIB"),
        // 2026-12-31T15:30:00Z
        Moment(seconds: 1_798_731_000, zone: .wib, text: "31 Desember 2026, 22.30 WIB"),
        Moment(seconds: 1_798_731_000, zone: .wita, text: "31 Desember 2026, 23.30 WITA"),
        Moment(seconds: 1_798_731_000, zone: .wit, text: "1 Januari 2027, 00.30 WIT"),
        // Leap days: 2024-02-29T00:00:00Z, 2000-02-29T12:00:00Z; 2100 has none: 2100-02-28T17:00:00Z.
        Moment(seconds: 1_709_164_800, zone: .wib, text: "29 Februari 2024, 07.00 WIB"),
        Moment(seconds: 951_825_600, zone: .wit, text: "29 Februari 2000, 21.00 WIT"),
        Moment(seconds: 4_107_517_200, zone: .wib, text: "1 Maret 2100, 00.00 WIB"),
        // Before the epoch: 1969-12-31T16:59:59Z.
        Moment(seconds: -25_201, zone: .wib, text: "31 Desember 1969, 23.59 WIB"),
    ])
    func `a moment reads as the shop's clock shows it`(moment: Moment) {
        #expect(moment.zone.dateTime(Date(timeIntervalSince1970: moment.seconds)) == moment.text)
    }

    @Test func `a short date has three letters of the month`() {
        #expect(ShopZone.wib.shortDate(Date(timeIntervalSince1970: 1_795_503_900)) == "24 Nov 2026")
        #expect(ShopZone.wib.shortDate(Date(timeIntervalSince1970: 1_777_593_600)) == "1 Mei 2026")
    }

    @Test(arguments: [("wib", ShopZone.wib), ("wita", .wita), ("wit", .wit)])
    func `a zone has the name that settings use`(name: String, zone: ShopZone) {
        #expect(ShopZone(rawValue: name) == zone)
    }
}
