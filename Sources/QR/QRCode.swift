/// A QR code in byte mode at level M: what QRIS payments are.
public struct QRCode: Equatable, Sendable {
    let version: QRVersion
    let mask: Int
    /// Rows from the top, true is dark.
    public let modules: [[Bool]]
    /// Modules along one side, the quiet zone not counted.
    public var size: Int { version.size }

    /// - Parameter mask: 0...7; nil chooses the one that scanners read best.
    /// - Returns: nil for more than 412 bytes.
    public init?(_ text: String, mask: Int? = nil) {
        let bytes = Array(text.utf8)
        guard let version = QRVersion(bytes: bytes.count) else { return nil }
        let stream = Self.interleaved(Self.data(bytes, version), version)
        var blank = QRMatrix(version)
        blank.place(stream)
        let candidates = (mask.map { [$0] } ?? Array(0..<8)).map { number in
            var matrix = blank
            matrix.apply(mask: number)
            return (number: number, matrix: matrix)
        }
        let best = candidates.min { $0.matrix.penalty < $1.matrix.penalty } ?? (0, blank)
        self.version = version
        self.mask = best.number
        modules = best.matrix.modules
    }

    /// Mode, length, bytes, end, and filling up to the version's size.
    private static func data(_ bytes: [UInt8], _ version: QRVersion) -> [UInt8] {
        var bits: [Bool] = []
        func append(_ value: Int, _ count: Int) {
            for shift in (0..<count).reversed() { bits.append(value >> shift & 1 == 1) }
        }
        append(0b0100, 4)
        append(bytes.count, version.lengthBits)
        for byte in bytes { append(Int(byte), 8) }
        let room = version.dataCodewords * 8
        append(0, min(4, room - bits.count))
        append(0, (8 - bits.count % 8) % 8)
        var filling = [0xec, 0x11].makeIterator()
        while bits.count < room {
            guard let byte = filling.next() else {
                filling = [0xec, 0x11].makeIterator()
                continue
            }
            append(byte, 8)
        }
        return stride(from: 0, to: bits.count, by: 8).map { start in
            bits[start..<start + 8].reduce(0) { $0 << 1 | ($1 ? 1 : 0) }
        }
    }

    /// Blocks with their checks, one byte of each in turn; the last blocks may be one byte longer.
    private static func interleaved(_ data: [UInt8], _ version: QRVersion) -> [UInt8] {
        let short = version.codewords / version.blocks - version.checks
        let shortBlocks = version.blocks - version.codewords % version.blocks
        var blocks: [(data: [UInt8], checks: [UInt8])] = []
        var start = 0
        for index in 0..<version.blocks {
            let end = start + short + (index < shortBlocks ? 0 : 1)
            let block = Array(data[start..<end])
            blocks.append((block, ReedSolomon.check(block, count: version.checks)))
            start = end
        }
        var out: [UInt8] = []
        for place in 0...short {
            for block in blocks where place < block.data.count { out.append(block.data[place]) }
        }
        for place in 0..<version.checks {
            for block in blocks { out.append(block.checks[place]) }
        }
        return out
    }
}
