import Testing

@testable import Gzip

@Suite struct DeflateTests {
    private static let greeting = Array(String(repeating: "Selamat datang di Toko Batik. ", count: 3).utf8)
    /// The greeting, packed by another program (Python's zlib).
    private static let raw: [UInt8] = [
        0x0b, 0x4e, 0xcd, 0x49, 0xcc, 0x4d, 0x2c, 0x51, 0x48, 0x49, 0x2c, 0x49, 0xcc, 0x4b, 0x57, 0x48, 0xc9, 0x54,
        0x08, 0xc9, 0xcf, 0xce, 0x57, 0x70, 0x4a, 0x2c, 0xc9, 0xcc, 0xd6, 0x53, 0x08, 0xa6, 0x40, 0x16, 0x00,
    ]
    private static let gzip: [UInt8] =
        [0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03] + raw
        + [0xf6, 0xba, 0x32, 0x4d, 0x5a, 0x00, 0x00, 0x00]

    /// Bytes that do not pack well, always the same ones.
    private static func noise(_ count: Int) -> [UInt8] {
        var state: UInt64 = 42
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
    }

    @Test func `bytes are packed as other programs pack them`() throws {
        #expect(try Deflate.gzipped(Self.greeting) == Self.gzip)
    }

    @Test func `what other programs packed is unpacked`() throws {
        #expect(try Deflate.inflated(gzip: Self.gzip, limit: 1_000) == Self.greeting)
        #expect(try Deflate.inflated(raw: Self.raw, limit: 1_000) == Self.greeting)
    }

    @Test(arguments: [0, 1, 100, 65_535, 65_536, 65_537, 300_000])
    func `bytes come back as they went`(count: Int) throws {
        for bytes in [Self.noise(count), [UInt8](repeating: 7, count: count)] {
            let packed = try Deflate.gzipped(bytes)
            #expect(try Deflate.inflated(gzip: packed, limit: count) == bytes)
        }
    }

    @Test func `a small file cannot fill the memory`() throws {
        let bomb = try Deflate.gzipped([UInt8](repeating: 0, count: 10 << 20))
        #expect(bomb.count < 20_000)
        #expect(throws: DeflateError.tooLarge) { try Deflate.inflated(gzip: bomb, limit: 1 << 20) }
        #expect(throws: DeflateError.tooLarge) {
            try Deflate.inflated(raw: Array(bomb.dropFirst(10).dropLast(8)), limit: 10 << 20 - 1)
        }
    }

    @Test func `the limit itself is allowed, one byte more is not`() throws {
        #expect(try Deflate.inflated(raw: Self.raw, limit: 90) == Self.greeting)
        #expect(throws: DeflateError.tooLarge) { try Deflate.inflated(raw: Self.raw, limit: 89) }
    }

    @Test func `bytes cut short anywhere are damaged`() {
        for count in Self.gzip.indices {
            #expect(throws: DeflateError.damaged, "\(count)") {
                try Deflate.inflated(gzip: Array(Self.gzip.prefix(count)), limit: 1_000)
            }
        }
        for count in Self.raw.indices {
            #expect(throws: DeflateError.damaged, "\(count)") {
                try Deflate.inflated(raw: Array(Self.raw.prefix(count)), limit: 1_000)
            }
        }
    }

    @Test func `a changed byte is noticed wherever it holds contents`() {
        for place in 10..<Self.gzip.count {
            var changed = Self.gzip
            changed[place] ^= 0xff
            #expect(throws: DeflateError.self, "\(place)") { try Deflate.inflated(gzip: changed, limit: 1_000) }
        }
    }

    @Test func `nothing may follow`() {
        #expect(throws: DeflateError.damaged) { try Deflate.inflated(gzip: Self.gzip + [0], limit: 1_000) }
        #expect(throws: DeflateError.damaged) { try Deflate.inflated(raw: Self.raw + [0], limit: 1_000) }
        #expect(throws: DeflateError.damaged) { try Deflate.inflated(gzip: Self.raw, limit: 1_000) }
    }

    @Test func `checksums are those of zip`() {
        #expect(CRC32.of(Array("123456789".utf8)) == 0xcbf4_3926)
        #expect(CRC32.of([]) == 0)
    }
}
