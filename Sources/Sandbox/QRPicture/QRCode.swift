/// A QR code of up to 271 bytes: byte mode, versions 1 to 10, error correction level L (ISO/IEC 18004).
struct QRCode: Sendable {
    /// Modules along one side, the quiet zone not counted.
    let size: Int
    private var dark: [Bool]
    private var isFixed: [Bool]

    /// Codewords in all, error correction codewords a block, and blocks, by version, for level L.
    private static let versions: [(total: Int, correction: Int, blocks: Int)] = [
        (26, 7, 1), (44, 10, 1), (70, 15, 1), (100, 20, 1), (134, 26, 1), (172, 18, 2), (196, 20, 2), (242, 24, 2),
        (292, 30, 2), (346, 18, 4),
    ]

    private static let alignment: [[Int]] = [
        [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
    ]

    /// Nil when the text is longer than 271 bytes.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        let fitting = Self.versions.indices.first { index in
            let version = Self.versions[index]
            let data = version.total - version.correction * version.blocks
            return bytes.count + (index >= 9 ? 3 : 2) <= data
        }
        guard let index = fitting else { return nil }
        size = 21 + index * 4
        dark = Array(repeating: false, count: size * size)
        isFixed = dark
        drawPatterns(version: index + 1)
        draw(Self.codewords(bytes, version: index))
        applyBestMask()
    }

    func isDark(_ x: Int, _ y: Int) -> Bool { dark[y * size + x] }

    // MARK: Codewords

    private static func codewords(_ bytes: [UInt8], version index: Int) -> [UInt8] {
        let version = versions[index]
        let capacity = version.total - version.correction * version.blocks
        var bits = QRBits()
        bits.append(0b0100, count: 4)
        bits.append(bytes.count, count: index >= 9 ? 16 : 8)
        for byte in bytes { bits.append(Int(byte), count: 8) }
        let data = bits.padded(to: capacity)
        let short = capacity / version.blocks
        let longBlocks = capacity % version.blocks
        var blocks: [(data: ArraySlice<UInt8>, correction: [UInt8])] = []
        var start = 0
        for block in 0..<version.blocks {
            let count = short + (block >= version.blocks - longBlocks ? 1 : 0)
            let part = data[start..<start + count]
            blocks.append((part, ReedSolomon.correction(of: part, count: version.correction)))
            start += count
        }
        var out: [UInt8] = []
        for position in 0...short {
            for block in blocks where position < block.data.count {
                out.append(block.data[block.data.startIndex + position])
            }
        }
        for position in 0..<version.correction {
            for block in blocks { out.append(block.correction[position]) }
        }
        return out
    }

    // MARK: Modules

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        dark[y * size + x] = isDark
        isFixed[y * size + x] = true
    }

    private mutating func drawPatterns(version: Int) {
        for position in 0..<size {
            set(6, position, position % 2 == 0)
            set(position, 6, position % 2 == 0)
        }
        for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] { drawFinder(x, y) }
        let centres = Self.alignment[version - 1]
        for x in centres {
            for y in centres where !((x == 6 && (y == 6 || y == size - 7)) || (x == size - 7 && y == 6)) {
                for dy in -2...2 {
                    for dx in -2...2 { set(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) }
                }
            }
        }
        drawFormat(mask: 0)
        if version >= 7 { drawVersion(version) }
    }

    private mutating func drawFinder(_ centreX: Int, _ centreY: Int) {
        for dy in -4...4 {
            for dx in -4...4 {
                let (x, y) = (centreX + dx, centreY + dy)
                guard (0..<size).contains(x), (0..<size).contains(y) else { continue }
                let ring = max(abs(dx), abs(dy))
                set(x, y, ring != 2 && ring != 4)
            }
        }
    }

    /// Level L and the mask, with their BCH code, twice.
    private mutating func drawFormat(mask: Int) {
        let data = 0b01 << 3 | mask
        var remainder = data
        for _ in 0..<10 { remainder = remainder << 1 ^ (remainder >> 9) * 0x537 }
        let bits = (data << 10 | remainder) ^ 0x5412
        func bit(_ index: Int) -> Bool { bits >> index & 1 != 0 }
        for index in 0...5 { set(8, index, bit(index)) }
        set(8, 7, bit(6))
        set(8, 8, bit(7))
        set(7, 8, bit(8))
        for index in 9..<15 { set(14 - index, 8, bit(index)) }
        for index in 0..<8 { set(size - 1 - index, 8, bit(index)) }
        for index in 8..<15 { set(8, size - 15 + index, bit(index)) }
        set(8, size - 8, true)
    }

    private mutating func drawVersion(_ version: Int) {
        var remainder = version
        for _ in 0..<12 { remainder = remainder << 1 ^ (remainder >> 11) * 0x1f25 }
        let bits = version << 12 | remainder
        for index in 0..<18 {
            let (far, near) = (size - 11 + index % 3, index / 3)
            set(far, near, bits >> index & 1 != 0)
            set(near, far, bits >> index & 1 != 0)
        }
    }

    /// In two-module columns from the right, upwards and downwards in turn, around what is fixed.
    private mutating func draw(_ codewords: [UInt8]) {
        var index = 0
        var right = size - 1
        while right >= 1 {
            if right == 6 { right = 5 }
            for step in 0..<size {
                for x in [right, right - 1] {
                    let isUpward = (right + 1) & 2 == 0
                    let y = isUpward ? size - 1 - step : step
                    guard !isFixed[y * size + x], index < codewords.count * 8 else { continue }
                    dark[y * size + x] = codewords[index >> 3] >> (7 - index & 7) & 1 != 0
                    index += 1
                }
            }
            right -= 2
        }
    }

    // MARK: Mask

    private mutating func applyBestMask() {
        var best = 0
        var least = Int.max
        for mask in 0..<8 {
            apply(mask)
            drawFormat(mask: mask)
            let penalty = QRPenalty(self).total
            if penalty < least { (best, least) = (mask, penalty) }
            apply(mask)
        }
        apply(best)
        drawFormat(mask: best)
    }

    private mutating func apply(_ mask: Int) {
        for y in 0..<size {
            for x in 0..<size where !isFixed[y * size + x] {
                let flips =
                    switch mask {
                    case 0: (x + y) % 2 == 0
                    case 1: y % 2 == 0
                    case 2: x % 3 == 0
                    case 3: (x + y) % 3 == 0
                    case 4: (x / 3 + y / 2) % 2 == 0
                    case 5: x * y % 2 + x * y % 3 == 0
                    case 6: (x * y % 2 + x * y % 3) % 2 == 0
                    default: ((x + y) % 2 + x * y % 3) % 2 == 0
                    }
                if flips { dark[y * size + x].toggle() }
            }
        }
    }
}
