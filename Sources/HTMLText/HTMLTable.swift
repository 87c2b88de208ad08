import CXML2

/// A table out of a page of somebody else's, read by libxml2's forgiving parser: tags that nobody closes, entities and
/// nonsense included. Nothing is fetched, and no script runs.
public enum HTMLTable {
    /// Larger pages are refused unread.
    public static let largestPage = 4 << 20

    /// libxml2 sets up what its threads share; once, before any of them reads.
    private static let isSetUp: Bool = {
        xmlInitParser()
        return true
    }()

    /// The texts of the `td` cells, row by row, with white space collapsed and entities decoded. Rows without `td`,
    /// such as headings, are left out.
    /// - Parameter id: the table's own `id`.
    /// - Returns: nil when the page has no such table.
    /// - Throws: ``HTMLTableError``.
    public static func rows(ofTable id: String, in page: [UInt8]) throws(HTMLTableError) -> [[String]]? {
        guard page.count <= largestPage else { throw .tooLarge }
        guard !page.isEmpty, isSetUp else { return nil }
        let options = Int32(
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                | HTML_PARSE_NONET.rawValue | HTML_PARSE_COMPACT.rawValue)
        let document = unsafe page.withUnsafeBytes { bytes in
            unsafe htmlReadMemory(
                bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil, "UTF-8", options)
        }
        guard let document = unsafe document else { throw .unreadable }
        defer { unsafe xmlFreeDoc(document) }
        guard let root = unsafe xmlDocGetRootElement(document) else { return nil }
        guard let table = unsafe HTMLNode(pointer: root).first(where: { unsafe $0.isNamed("table") && $0.id == id })
        else {
            return nil
        }
        return unsafe table.all(named: "tr").map { row in
            unsafe row.all(named: "td").map { unsafe $0.text }
        }.filter { !$0.isEmpty }
    }
}

/// Why a page gives nothing.
public enum HTMLTableError: Error, Hashable, Sendable {
    /// Above ``HTMLTable/largestPage``.
    case tooLarge
    /// Not even the forgiving parser makes anything of it.
    case unreadable
}
