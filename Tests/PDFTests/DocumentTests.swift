import FoundationEssentials
import Testing

@testable import PDF

private func pages(_ bytes: [UInt8]) -> Int { count(Array("/Type /Page ".utf8), in: bytes) }

func count(_ part: [UInt8], in bytes: [UInt8]) -> Int {
    bytes.indices.count { bytes[$0] == part[0] && bytes[$0...].starts(with: part) }
}

/// Scalars that Unicode promises never to be characters.
private let noncharacters = String(
    String.UnicodeScalarView([0xfffe, 0xfdd0, 0x10ffff].compactMap { Unicode.Scalar(UInt32($0)) }))

@Suite struct DocumentTests {
    private static let info = DocumentInfo(
        title: "Kuitansi", author: "Toko Uji", date: Date(timeIntervalSince1970: 1_795_528_800))
    static let body = TextStyle(size: 10)

    private static func page(_ text: String) -> Page {
        Page(
            .a4,
            marks: [
                .text(TextBlock(text, body), at: Point(40, 40), width: 200),
                .box(Box(x: 40, y: 200, width: 100, height: 20), .black, radius: 4),
                .frame(Box(x: 40, y: 240, width: 100, height: 20), thickness: 1, .black),
                .line(from: Point(40, 300), to: Point(140, 300), thickness: 0.5, .black),
            ])
    }

    @Test(arguments: [1, 3, 40]) func `a document has as many pages as it was given`(sheets: Int) async throws {
        let bytes = try await Press.shared.print { _ in
            Document(Self.info, pages: (1...sheets).map { Self.page("Halaman \($0)") })
        }
        #expect(bytes.starts(with: Array("%PDF-1.5".utf8)))
        #expect(pages(bytes) == sheets)
        #expect(count(Array("%%EOF".utf8), in: Array(bytes.suffix(16))) == 1)
    }

    @Test func `the same document has the same bytes, and another has others`() async throws {
        func printed(_ text: String) async throws -> [UInt8] {
            try await Press.shared.print { _ in Document(Self.info, pages: [Self.page(text)]) }
        }
        #expect(try await printed("Kopi Gayo") == printed("Kopi Gayo"))
        #expect(try await printed("Kopi Gayo") != printed("Kopi Toraja"))
    }

    @Test func `the date in the document is the one it was given`() async throws {
        let bytes = try await Press.shared.print { _ in Document(Self.info, pages: [Self.page("Kopi")]) }
        #expect(count(Array("(20261124140000Z)".utf8), in: bytes) == 2)
    }

    @Test func `a document without pages is refused`() async {
        await #expect(throws: PDFError.empty) { try await Press.shared.print { _ in Document(Self.info) } }
    }

    @Test func `many documents at once are each printed whole`() async throws {
        let printed = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for sheets in 1...12 {
                group.addTask {
                    let bytes = try await Press.shared.print { _ in
                        Document(Self.info, pages: (1...sheets).map { Self.page("Halaman \($0)") })
                    }
                    return (sheets, pages(bytes))
                }
            }
            return try await group.reduce(into: [Int: Int]()) { $0[$1.0] = $1.1 }
        }
        #expect(printed == Dictionary(uniqueKeysWithValues: (1...12).map { ($0, $0) }))
    }

    @Test(arguments: [
        "", " ", "\0\u{1b}[31m\r\n", "☕️ 👩🏽‍🌾 🇮🇩", "مرحبا بالعالم", "咖啡 コーヒー 커피", "ꦥꦱꦂ", "\u{202e}terbalik",
        "e\u{301}\u{301}\u{301}\u{301}", "<b>&amp;</b>", noncharacters,
    ]) func `any text can be printed`(text: String) async throws {
        let bytes = try await Press.shared.print { _ in
            Document(DocumentInfo(title: text, author: text, date: Self.info.date), pages: [Self.page(text)])
        }
        #expect(pages(bytes) == 1)
    }
}

@Suite struct TypesetterTests {
    private func measure(_ block: TextBlock, width: Double = .infinity) async throws -> (Double, Double) {
        let measured = Measured()
        _ = try await Press.shared.print { typesetter in
            let size = typesetter.measure(block, width: width)
            measured.keep(size)
            return Document(
                DocumentInfo(title: "", author: "", date: Date(timeIntervalSince1970: 0)), pages: [Page(.a4)])
        }
        return measured.size
    }

    @Test func `a text wraps at its width, also inside a word that is too long`() async throws {
        let style = TextStyle(size: 10)
        let line = try await measure(TextBlock("Kopi", style))
        let wrapped = try await measure(TextBlock(String(repeating: "kopi ", count: 40), style), width: 100)
        let word = try await measure(TextBlock(String(repeating: "k", count: 200), style), width: 100)
        #expect(wrapped.0 <= 100 && word.0 <= 100)
        #expect(wrapped.1 > 3 * line.1 && word.1 > 3 * line.1)
    }

    @Test func `no more lines than allowed`() async throws {
        let style = TextStyle(size: 10)
        let text = String(repeating: "kopi ", count: 40)
        let two = try await measure(TextBlock("a\nb", style), width: 100)
        let bounded = try await measure(TextBlock(text, style, mostLines: 2), width: 100)
        #expect(abs(bounded.1 - two.1) < 0.01)
    }

    @Test func `bold is wider, larger is higher, and digits are of one width`() async throws {
        let plain = try await measure(TextBlock("Total pesanan", TextStyle(size: 10)))
        #expect(try await measure(TextBlock("Total pesanan", TextStyle(size: 10, weight: .bold))).0 > plain.0)
        #expect(try await measure(TextBlock("Total pesanan", TextStyle(size: 20))).1 > 1.9 * plain.1)
        let ones = try await measure(TextBlock("Rp 111.111", TextStyle(size: 10)))
        #expect(try await measure(TextBlock("Rp 888.888", TextStyle(size: 10))).0 == ones.0)
    }
}

/// Carries a measure out of the press.
private final class Measured: @unchecked Sendable {
    private(set) var size = (0.0, 0.0)
    func keep(_ new: (width: Double, height: Double)) { size = new }
}
