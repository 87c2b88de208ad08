import FoundationEssentials
import ProviderDouble
import Testing
import WebClient

@testable import Shipping

@Suite struct PosIndonesiaTests {
    static let head = """
        <html><body><table id="list-data"><thead><tr><th>No</th><th>Kodepos</th></tr></thead><tbody>
        """

    static func row(_ code: String, _ village: String, _ district: String, _ regency: String, _ province: String)
        -> String
    {
        "<tr><td>1</td><td>\(code)</td><td>\(village)</td><td>\(district)</td><td>\(regency)</td><td>\(province)</td></tr>"
    }

    private func search(_ reply: ProviderDouble.Reply) async throws -> [PosIndonesiaPage.Entry] {
        try await ProviderDouble.replying([reply]) { double in
            let transport = WebTransport()
            let page = PosIndonesiaPage(baseURL: double.baseURL, transport: transport)
            let result: Result<[PosIndonesiaPage.Entry], any Error>
            do { result = .success(try await page.search("Lebak Gede")) } catch { result = .failure(error) }
            await transport.close()
            #expect(double.requests.map(\.path) == ["/CariKodepos"])
            #expect(double.requests.first?.form == ["kodepos": "Lebak Gede"])
            return try result.get()
        }
    }

    @Test func `rows of six cells with a code are places`() async throws {
        let rows =
            Self.row("40132", "Lebak Gede", "Coblong", "KOTA BANDUNG", "JAWA BARAT")
            + Self.row("0", "Lebak Gede", "Coblong", "KOTA BANDUNG", "JAWA BARAT")
            + Self.row("abcde", "x", "x", "x", "x") + "<tr><td>1</td><td>40132</td></tr>"
            + Self.row("85372", "Fatubena&#039;a", "Amanatun", "KAB. TIMOR TENGAH SELATAN", "NUSA TENGGARA TIMUR")
        let found = try await search(.page(Self.head + rows + "</tbody></table>", status: 200))
        #expect(found.map(\.village) == ["Lebak Gede", "Fatubena'a"])
        #expect(found[0].regency == "KOTA BANDUNG")
    }

    @Test(arguments: ["", "<tr><td colspan=\"6\">Data tidak ditemukan</td></tr>"])
    func `an empty list says that there is no such place`(rows: String) async throws {
        #expect(try await search(.page(Self.head + rows + "</tbody></table>", status: 200)) == [])
    }

    @Test(arguments: [
        ("<h1>Sedang pemeliharaan</h1>", 200), ("", 200), ("<h1>403 Forbidden</h1>", 403), ("<h1>503</h1>", 503),
        ("\(head)</table>", 500), ("{\"message\": \"no\"}", 200),
    ])
    func `a page without the list says that the site is away`(body: String, status: Int) async throws {
        await #expect(throws: PosIndonesiaError.self) { try await search(.page(body, status: status)) }
    }

    @Test func `only the entry of the same district, regency and province counts`() throws {
        func entry(_ code: String, _ district: String, _ regency: String, _ province: String) throws
            -> PosIndonesiaPage.Entry
        {
            try #require(PosIndonesiaPage.Entry(cells: ["1", code, "Lebak Gede", district, regency, province]))
        }
        let place = Lineages.lebakGede
        let right = try entry("40132", "COBLONG", "KOTA BANDUNG", "JAWA BARAT")
        let others = [
            try entry("11111", "Cicendo", "KOTA BANDUNG", "JAWA BARAT"),
            try entry("22222", "Coblong", "KAB. BANDUNG", "JAWA BARAT"),
            try entry("33333", "Coblong", "KOTA BANDUNG", "JAWA TENGAH"),
        ]
        #expect(PostalCodeRefresh.code(of: place, among: others) == nil)
        #expect(PostalCodeRefresh.code(of: place, among: others + [right]) == "40132")
        #expect(PostalCodeRefresh.code(of: place, among: [right, right]) == "40132")
        let contradiction = try entry("40139", "Coblong", "KOTA BANDUNG", "JAWA BARAT")
        #expect(PostalCodeRefresh.code(of: place, among: [right, contradiction]) == nil)
        #expect(PostalCodeRefresh.code(of: place, among: []) == nil)
    }
}
