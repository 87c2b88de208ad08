import FoundationEssentials
import Postgres
import ProviderDouble
import Synchronization
import Tenancy
import TestSupport
import Testing
import WebClient

@testable import Shipping

enum Lineages {
    static let lebakGede = RegionLineage(
        villageCode: "32.73.02.1002", village: "Lebak Gede", district: "Coblong", regency: "Kota Bandung",
        province: "Jawa Barat", postalCode: "40100")
    static let dago = RegionLineage(
        villageCode: "32.73.02.1004", village: "Dago", district: "Coblong", regency: "Kota Bandung",
        province: "Jawa Barat", postalCode: "40100")

    static let insert = SQL(
        "test.regions",
        """
        INSERT INTO {region} (code, parent, level, name, postal_code) VALUES ('32', NULL, 1, 'Jawa Barat', NULL),
            ('32.73', '32', 2, 'Kota Bandung', NULL), ('32.73.02', '32.73', 3, 'Coblong', NULL),
            ('32.73.02.1002', '32.73.02', 4, 'Lebak Gede', '40100'), ('32.73.02.1004', '32.73.02', 4, 'Dago', '40100')
        """)
}

@Suite struct PostalCodeRefreshTests {
    static let answer = ProviderDouble.Reply.page(
        PosIndonesiaTests.head
            + PosIndonesiaTests.row("40132", "LEBAK GEDE", "Coblong", "KOTA BANDUNG", "JAWA BARAT")
            + PosIndonesiaTests.row("40135", "Dago", "Coblong", "KOTA BANDUNG", "JAWA BARAT") + "</tbody></table>",
        status: 200)

    private func withRefresh(
        _ replies: [ProviderDouble.Reply], now: @escaping @Sendable () -> Date = { Date() },
        _ body: @Sendable (PostalCodeRefresh, RegionRepository, ProviderDouble) async throws -> Void
    ) async throws {
        try await withScratchDatabase { scratch in
            try await scratch.migrate()
            try await scratch.admin.control.query(Lineages.insert)
            try await ProviderDouble.replying(replies) { double in
                let transport = WebTransport()
                let refresh = PostalCodeRefresh(
                    page: PosIndonesiaPage(baseURL: double.baseURL, transport: transport),
                    database: scratch.server.control, now: now)
                do {
                    try await body(refresh, RegionRepository(scratch.server.control), double)
                } catch {
                    await transport.close()
                    throw error
                }
                await transport.close()
            }
        }
    }

    @Test func `what Pos Indonesia says is the next form's suggestion, and is asked for once ever`() async throws {
        try await withRefresh([Self.answer]) { refresh, regions, double in
            #expect(try await regions.lineage(of: "32.73.02.1002")?.postalCode == "40100")
            #expect(try await refresh.refresh(Lineages.lebakGede))
            #expect(try await regions.lineage(of: "32.73.02.1002")?.postalCode == "40132")
            let villages = try await regions.children(of: "32.73.02")
            #expect(villages.map(\.postalCode) == ["40100", "40132"])
            #expect(try await refresh.refresh(Lineages.lebakGede) == false)
            #expect(double.requests.count == 1)
        }
    }

    @Test func `a site that is away three times is left alone for ten minutes, and nothing is lost`() async throws {
        let time = Mutex(Date(timeIntervalSince1970: 1_790_000_000))
        let away = ProviderDouble.Reply.page("<h1>503</h1>", status: 503)
        try await withRefresh([away, away, away, Self.answer], now: { time.withLock { $0 } }) {
            refresh, regions, double async throws in
            for _ in 1...3 {
                await #expect(throws: PosIndonesiaError.self) { try await refresh.refresh(Lineages.dago) }
            }
            #expect(try await refresh.refresh(Lineages.dago) == false)
            #expect(try await refresh.refresh(Lineages.lebakGede) == false)
            #expect(double.requests.count == 3)
            #expect(try await regions.lineage(of: "32.73.02.1004")?.postalCode == "40100")
            time.withLock { $0 += 601 }
            #expect(try await refresh.refresh(Lineages.dago))
            #expect(try await regions.lineage(of: "32.73.02.1004")?.postalCode == "40135")
        }
    }

    @Test func `a wish returns at once and is worked off in the background`() async throws {
        try await withRefresh([Self.answer]) { refresh, regions, _ in
            refresh.wish(for: Lineages.lebakGede)
            let work = Task { await refresh.run() }
            while try await regions.lineage(of: "32.73.02.1002")?.postalCode != "40132" { await Task.yield() }
            work.cancel()
            await work.value
        }
    }

    @Test func `a shop cannot touch the codes of all shops`() async throws {
        try await withShops(1) { shops in
            let steal = SQL(
                "test.steal",
                "INSERT INTO tokoku.postal_code_check (village_code, postal_code) VALUES ('32.73.02.1002', '11111')")
            await #expect(throws: DatabaseError.self) { try await shops[0].database.query(steal) }
        }
    }
}
