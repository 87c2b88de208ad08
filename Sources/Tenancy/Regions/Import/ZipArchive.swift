import Gzip

/// Reads files out of a zip archive (APPNOTE 6.3.10): stored or deflated, neither encrypted nor beyond 4 GiB.
struct ZipArchive {
    private struct Entry {
        let method: Int
        let checksum: UInt32
        let packedCount: Int
        let count: Int
        let header: Int
    }

    /// A file that says it holds more is not read: the country's villages are 3 MB.
    static let mostBytes = 32 << 20

    private let bytes: [UInt8]
    private let entries: [String: Entry]

    static func isOne(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x50, 0x4b, 0x03, 0x04]) }

    init(_ bytes: [UInt8]) throws(RegionListError) {
        let reader = LittleEndian(bytes)
        // The end record is 22 bytes and a comment of at most 64 KiB.
        var end = bytes.count - 22
        while end >= max(0, bytes.count - 65_557), try reader.u32(end) != 0x0605_4b50 { end -= 1 }
        guard end >= 0, try reader.u32(end) == 0x0605_4b50 else { throw .broken("the wheel") }
        var entries: [String: Entry] = [:]
        var at = Int(try reader.u32(end + 16))
        for _ in 0..<(try reader.u16(end + 10)) {
            guard try reader.u32(at) == 0x0201_4b50 else { throw .broken("the wheel") }
            let nameCount = try reader.u16(at + 28)
            let name = String(decoding: try reader.slice(at + 46, nameCount), as: UTF8.self)
            entries[name] = Entry(
                method: try reader.u16(at + 10), checksum: try reader.u32(at + 16),
                packedCount: Int(try reader.u32(at + 20)), count: Int(try reader.u32(at + 24)),
                header: Int(try reader.u32(at + 42)))
            at += 46 + nameCount + (try reader.u16(at + 30)) + (try reader.u16(at + 32))
        }
        self.bytes = bytes
        self.entries = entries
    }

    func contents(of file: String) throws(RegionListError) -> [UInt8] {
        guard let entry = entries[file] else { throw .missing(file) }
        let reader = LittleEndian(bytes)
        let start = entry.header + 30 + (try reader.u16(entry.header + 26)) + (try reader.u16(entry.header + 28))
        let packed = Array(try reader.slice(start, entry.packedCount))
        guard entry.count <= Self.mostBytes else { throw .broken(file) }
        let contents: [UInt8]
        switch entry.method {
        case 0: contents = packed
        case 8: contents = try unpacked(packed, limit: entry.count, name: file)
        default: throw .broken(file)
        }
        guard contents.count == entry.count, CRC32.of(contents) == entry.checksum else { throw .broken(file) }
        return contents
    }

    private func unpacked(_ packed: [UInt8], limit: Int, name: String) throws(RegionListError) -> [UInt8] {
        do {
            return try Deflate.inflated(raw: packed, limit: limit)
        } catch {
            throw .broken(name)
        }
    }
}

/// Reads little-endian numbers; past the end is an error, not a trap.
struct LittleEndian {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func u16(_ at: Int) throws(RegionListError) -> Int {
        let pair = try slice(at, 2)
        return Int(pair[at]) | Int(pair[at + 1]) << 8
    }

    func u32(_ at: Int) throws(RegionListError) -> UInt32 {
        UInt32(try u16(at)) | UInt32(try u16(at + 2)) << 16
    }

    func slice(_ at: Int, _ count: Int) throws(RegionListError) -> ArraySlice<UInt8> {
        guard at >= 0, count >= 0, at <= bytes.count - count else { throw .broken("the wheel") }
        return bytes[at..<(at + count)]
    }
}
