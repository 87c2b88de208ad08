import HTMLText
import Testing

@Suite struct HTMLTableTests {
    private func rows(_ page: String) throws -> [[String]]? {
        try HTMLTable.rows(ofTable: "list-data", in: Array(page.utf8))
    }

    @Test func `cells are read row by row, without headings`() throws {
        let page = """
            <html><body><table id="list-data"><thead><tr><th>No</th><th>Kodepos</th></tr></thead><tbody>
            <tr><td>1</td><td> 40132 </td></tr><tr><td>2</td><td>40133</td></tr></tbody></table></body></html>
            """
        #expect(try rows(page) == [["1", "40132"], ["2", "40133"]])
    }

    @Test func `entities are decoded and white space is one blank`() throws {
        let page =
            "<table id='list-data'><tr><td>Fatubena&#039;a</td><td>Lebak\n   Gede&nbsp;&amp; Co</td></tr></table>"
        #expect(try rows(page) == [["Fatubena'a", "Lebak Gede & Co"]])
    }

    @Test func `tags that nobody closes are closed`() throws {
        #expect(
            try rows("<table id=list-data><tr><td>1<td>40132<tr><td>2<td>40133") == [["1", "40132"], ["2", "40133"]])
    }

    @Test func `a table without rows is empty, and another's rows do not count`() throws {
        #expect(try rows("<table id='list-data'><thead><tr><th>No</th></tr></thead></table>") == [])
        #expect(try rows("<table id='other'><tr><td>1</td></tr></table>") == nil)
        #expect(try rows("<h1>Sedang pemeliharaan</h1>") == nil)
    }

    @Test(arguments: [
        "", " ", "\0\0\0", "{\"json\": true}", "<", "<table id=\"list-data", "<!DOCTYPE x [<!ENTITY a \"b\">]>&a;",
    ])
    func `nonsense is no table`(page: String) throws {
        #expect(try rows(page) ?? [] == [])
    }

    @Test func `nesting of any depth breaks nothing`() throws {
        let deep = String(repeating: "<div>", count: 100_000)
        let page = deep + "<table id='list-data'><tr><td>1</td></tr></table>"
        // The parser may give up on the depth; it must not bring the program down.
        let found = try rows(page)
        #expect(found == nil || found == [["1"]])
    }

    @Test func `invalid UTF-8 is read as well as it can be`() throws {
        let bytes =
            Array("<table id='list-data'><tr><td>Lebak ".utf8) + [0xff, 0xfe] + Array(" Gede</td></tr></table>".utf8)
        let found = try #require(try HTMLTable.rows(ofTable: "list-data", in: bytes))
        #expect(found.count == 1 && found[0][0].hasPrefix("Lebak"))
    }

    @Test func `a page of five megabytes is refused`() {
        #expect(throws: HTMLTableError.tooLarge) {
            try HTMLTable.rows(ofTable: "list-data", in: [UInt8](repeating: 0x61, count: 5 << 20))
        }
    }

    @Test func `an id with quotes is only an id`() throws {
        #expect(
            try HTMLTable.rows(
                ofTable: "x' or '1'='1", in: Array("<table id='list-data'><tr><td>1</td></tr></table>".utf8)) == nil)
    }
}
