import Testing

@testable import Sandbox

@Suite struct `QR codes` {
    /// `000201` as another program (python-qrcode 8) draws it: version 1, level L, byte mode, mask 3.
    static let reference = [
        "#######.##..#.#######", "#.....#..#..#.#.....#", "#.###.#.#.#.#.#.###.#", "#.###.#.#..#..#.###.#",
        "#.###.#.###...#.###.#", "#.....#.......#.....#", "#######.#.#.#.#######", ".........##..........",
        "####..#.#.#..#..###.#", "#.#..#...##.#..#..###", "####.###.##.######..#", "#.##........##.....#.",
        "....#.#..#.#.#..##...", "........#.#..#...#.#.", "#######...#..##.#..#.", "#.....#..######...#.#",
        "#.###.#..#.#..#...###", "#.###.#.#.#..#.#...#.", "#.###.#.####.#.#.....", "#.....#.#####.#..#..#",
        "#######.##.##...###..",
    ]

    @Test func `the text is EMV with a right checksum`() {
        #expect(QRIS.checksum("123456789") == 0x29b1)
        let text = QRIS.text(merchant: "Kopi Gayo", reference: "DEV-T1000200000001ABCDE", amount: 54_250)
        #expect(text.hasPrefix("000201010212"))
        #expect(text.contains("540554250"))
        #expect(text.contains("5909KOPI GAYO"))
        let body = String(text.dropLast(4))
        #expect(text.suffix(4) == String(QRIS.checksum(body), radix: 16, uppercase: true))
    }

    @Test func `a QR code is what the standard says`() throws {
        let code = try #require(QRCode("000201"))
        let rows = (0..<code.size).map { y in
            String((0..<code.size).map { x in code.isDark(x, y) ? "#" : "." } as [Character])
        }
        #expect(rows == Self.reference)
        #expect(try #require(QRCode(String(repeating: "x", count: 192))).size == 49)
        #expect(try #require(QRCode(String(repeating: "x", count: 271))).size == 57)
        #expect(QRCode(String(repeating: "x", count: 272)) == nil)
    }
}
