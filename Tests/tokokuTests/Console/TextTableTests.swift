import Testing

@testable import tokoku

@Suite struct TextTableTests {
    @Test func `columns stand below their heads`() {
        var table = TextTable("SHOP", "NAME")
        table.add("batik", "Batik Larasati")
        table.add("kopi", "")
        #expect(table.rendered(width: nil) == "SHOP   NAME\nbatik  Batik Larasati\nkopi")
    }

    @Test func `what is too wide for the terminal is cut, the widest column first`() {
        var table = TextTable("SHOP", "NAME")
        table.add("batik", "Batik Larasati dari Pekalongan")
        let lines = table.rendered(width: 20).split(separator: "\n")
        #expect(lines == ["SHOP   NAME", "batik  Batik Larasa…"])
    }
}
