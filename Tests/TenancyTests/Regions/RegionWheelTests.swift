import Gzip
import Testing

@testable import Tenancy

@Suite struct RegionWheelTests {
    private static let areas = #"{"31":"DKI Jakarta","31.71":"Jakarta Pusat","31.71.06":"Menteng"}"#
    private static let villages = #"{"31.71.06.1001":"Menteng","31.71.06.1002":"Pegangsaan"}"#
    private static let postalCodes = #"{"31.71.06.1001":"10310"}"#

    private static func json(_ text: String) throws -> [UInt8] { try Deflate.gzipped(Array(text.utf8)) }

    private static func files() throws -> [Zip.File] {
        [
            Zip.File("lokal/__init__.py", Array("version = 1".utf8)),
            Zip.File("lokal/data/wilayah.json.gz", try json(areas)),
            Zip.File("lokal/data/desa.json.gz", try json(villages)),
            Zip.File("lokal/data/kodepos.json.gz", try json(postalCodes)),
        ]
    }

    @Test(arguments: [true, false])
    func `the wheel's three dictionaries make one list`(isDeflated: Bool) throws {
        let list = try RegionList(file: try Zip.archive(of: Self.files(), deflated: isDeflated))
        #expect(list.entries.map(\.code) == ["31", "31.71", "31.71.06", "31.71.06.1001", "31.71.06.1002"])
        #expect(list.entries.map(\.postalCode) == ["", "", "", "10310", ""])
        #expect(list.entries.last?.name == "Pegangsaan")
    }

    @Test func `a wheel that lacks a dictionary is refused by its name`() throws {
        let wheel = try Zip.archive(of: Self.files().dropLast(), deflated: true)
        #expect(throws: RegionListError.missing("lokal/data/kodepos.json.gz")) { try RegionList(file: wheel) }
    }

    @Test func `a wheel cut short anywhere is refused`() throws {
        let wheel = try Zip.archive(of: Self.files(), deflated: true)
        for count in stride(from: 4, to: wheel.count, by: 7) {
            #expect(throws: RegionListError.self, "\(count)") { try RegionList(file: Array(wheel.prefix(count))) }
        }
    }

    @Test(arguments: [
        "lokal/data/wilayah.json.gz", "lokal/data/desa.json.gz", "lokal/data/kodepos.json.gz",
    ])
    func `a dictionary that is no gzip file, or no dictionary, is damaged`(name: String) throws {
        for bytes in [Array("{}".utf8), [], try Self.json("[1, 2]"), try Self.json("{")] {
            let files = try Self.files().map { $0.name == name ? Zip.File(name, bytes) : $0 }
            let wheel = try Zip.archive(of: files, deflated: true)
            #expect(throws: RegionListError.broken(name)) { try RegionList(file: wheel) }
        }
    }

    @Test func `a wrong checksum, count or method is damage`() throws {
        let name = "lokal/data/wilayah.json.gz"
        let whole = Zip.File(name, try Self.json(Self.areas))
        var checksum = whole
        checksum.checksum ^= 1
        var count = whole
        count.count -= 1
        var longer = whole
        longer.count += 1
        var method = whole
        method.method = 12
        for file in [checksum, count, longer, method] {
            let wheel = try Zip.archive(of: [file], deflated: true)
            #expect(throws: RegionListError.broken(name)) { try RegionList(file: wheel) }
        }
    }

    @Test func `a small wheel cannot fill the memory`() throws {
        let name = "lokal/data/wilayah.json.gz"
        let zeros = [UInt8](repeating: 0x20, count: ZipArchive.mostBytes + 1)
        let packed = try Deflate.gzipped(zeros)
        // Too much in the gzip file inside, too much in the archive, and an archive that says less than it holds.
        var modest = Zip.File(name, zeros)
        modest.count = 1_000
        for file in [Zip.File(name, packed), Zip.File(name, zeros), modest] {
            let wheel = try Zip.archive(of: [file], deflated: true)
            #expect(wheel.count < 100_000)
            #expect(throws: RegionListError.broken(name)) { try RegionList(file: wheel) }
        }
    }
}

/// Writes a zip archive, honest or not.
private enum Zip {
    struct File {
        let name: String
        let contents: [UInt8]
        var checksum: UInt32
        var count: Int
        var method: Int?

        init(_ name: String, _ contents: [UInt8]) {
            self.name = name
            self.contents = contents
            checksum = CRC32.of(contents)
            count = contents.count
        }
    }

    static func archive(of files: some Sequence<File>, deflated: Bool) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        var entries = 0
        for file in files {
            // A gzip file of this house is 10 bytes of header, the deflated bytes, and 8 of checksum and count.
            let packed = deflated ? Array(try Deflate.gzipped(file.contents).dropFirst(10).dropLast(8)) : file.contents
            let shared =
                u16(20) + u16(0) + u16(file.method ?? (deflated ? 8 : 0)) + u32(0) + u32(Int(file.checksum))
                + u32(packed.count) + u32(file.count) + u16(file.name.utf8.count) + u16(0)
            directory += u32(0x0201_4b50) + u16(20) + shared + u16(0) + u16(0) + u16(0) + u32(0) + u32(bytes.count)
            directory += Array(file.name.utf8)
            bytes += u32(0x0403_4b50) + shared + Array(file.name.utf8) + packed
            entries += 1
        }
        let end =
            u32(0x0605_4b50) + u16(0) + u16(0) + u16(entries) + u16(entries) + u32(directory.count) + u32(bytes.count)
            + u16(0)
        return bytes + directory + end
    }

    private static func u16(_ value: Int) -> [UInt8] { [UInt8(value & 0xff), UInt8(value >> 8 & 0xff)] }
    private static func u32(_ value: Int) -> [UInt8] { u16(value & 0xffff) + u16(value >> 16 & 0xffff) }
}
