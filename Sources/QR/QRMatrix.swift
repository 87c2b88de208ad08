/// The square of a QR code while it is drawn.
struct QRMatrix {
    private let version: QRVersion
    private(set) var modules: [[Bool]]
    /// Patterns that masks leave alone.
    private var fixed: [[Bool]]

    private var size: Int { version.size }

    init(_ version: QRVersion) {
        self.version = version
        let row = [Bool](repeating: false, count: version.size)
        modules = Array(repeating: row, count: version.size)
        fixed = modules
        drawPatterns()
    }

    private mutating func set(_ x: Int, _ y: Int, _ isDark: Bool) {
        modules[y][x] = isDark
        fixed[y][x] = true
    }

    private mutating func drawPatterns() {
        for place in 0..<size {
            set(6, place, place % 2 == 0)
            set(place, 6, place % 2 == 0)
        }
        for (x, y) in [(3, 3), (size - 4, 3), (3, size - 4)] { drawFinder(x, y) }
        let centres = version.alignments
        for x in centres {
            for y in centres where !isFinderCorner(x, y, centres) {
                for dx in -2...2 {
                    for dy in -2...2 { set(x + dx, y + dy, max(abs(dx), abs(dy)) != 1) }
                }
            }
        }
        drawFormat(0)
        drawVersion()
    }

    private func isFinderCorner(_ x: Int, _ y: Int, _ centres: [Int]) -> Bool {
        guard let first = centres.first, let last = centres.last else { return false }
        return (x, y) == (first, first) || (x, y) == (first, last) || (x, y) == (last, first)
    }

    private mutating func drawFinder(_ centreX: Int, _ centreY: Int) {
        for dx in -4...4 {
            for dy in -4...4 {
                let (x, y) = (centreX + dx, centreY + dy)
                guard (0..<size).contains(x), (0..<size).contains(y) else { continue }
                let ring = max(abs(dx), abs(dy))
                set(x, y, ring != 2 && ring != 4)
            }
        }
    }

    /// Level M and the mask, twice, with their own checks (annex C).
    private mutating func drawFormat(_ mask: Int) {
        var rest = mask
        for _ in 0..<10 { rest = rest << 1 ^ (rest >> 9) * 0x537 }
        let bits = (mask << 10 | rest) ^ 0x5412
        func bit(_ place: Int) -> Bool { bits >> place & 1 == 1 }
        for place in 0...5 { set(8, place, bit(place)) }
        set(8, 7, bit(6))
        set(8, 8, bit(7))
        set(7, 8, bit(8))
        for place in 9..<15 { set(14 - place, 8, bit(place)) }
        for place in 0..<8 { set(size - 1 - place, 8, bit(place)) }
        for place in 8..<15 { set(8, size - 15 + place, bit(place)) }
        set(8, size - 8, true)
    }

    /// From version 7 on (annex D).
    private mutating func drawVersion() {
        guard version.number >= 7 else { return }
        var rest = version.number
        for _ in 0..<12 { rest = rest << 1 ^ (rest >> 11) * 0x1f25 }
        let bits = version.number << 12 | rest
        for place in 0..<18 {
            let isDark = bits >> place & 1 == 1
            let (x, y) = (size - 11 + place % 3, place / 3)
            set(x, y, isDark)
            set(y, x, isDark)
        }
    }

    /// Fills the free modules in zigzag columns from the right.
    mutating func place(_ bytes: [UInt8]) {
        var index = 0
        var right = size - 1
        while right >= 1 {
            if right == 6 { right = 5 }
            for step in 0..<size {
                for column in 0..<2 {
                    let x = right - column
                    let isUpward = (right + 1) & 2 == 0
                    let y = isUpward ? size - 1 - step : step
                    guard !fixed[y][x], index < bytes.count * 8 else { continue }
                    modules[y][x] = bytes[index / 8] >> UInt8(7 - index % 8) & 1 == 1
                    index += 1
                }
            }
            right -= 2
        }
    }

    mutating func apply(mask: Int) {
        for y in 0..<size {
            for x in 0..<size where !fixed[y][x] && Self.isInverted(x, y, mask) { modules[y][x].toggle() }
        }
        drawFormat(mask)
    }

    private static func isInverted(_ x: Int, _ y: Int, _ mask: Int) -> Bool {
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
    }

    /// How hard the code is to read: runs, blocks, shapes like finders, and imbalance (section 7.8.3).
    var penalty: Int {
        let columns = (0..<size).map { x in modules.map { $0[x] } }
        var total = (modules + columns).reduce(0) { $0 + Self.linePenalty($1) }
        for y in 0..<size - 1 {
            for x in 0..<size - 1 {
                let dark = modules[y][x]
                if dark == modules[y][x + 1], dark == modules[y + 1][x], dark == modules[y + 1][x + 1] { total += 3 }
            }
        }
        let dark = modules.reduce(0) { $0 + $1.count { $0 } }
        let all = size * size
        return total + ((abs(dark * 20 - all * 10) + all - 1) / all - 1) * 10
    }

    private static func linePenalty(_ line: [Bool]) -> Int {
        var total = 0
        var run = 0
        for (index, module) in line.enumerated() {
            run = index > 0 && module == line[index - 1] ? run + 1 : 1
            if run == 5 { total += 3 } else if run > 5 { total += 1 }
        }
        let finder = [true, false, true, true, true, false, true]
        for start in 0...line.count - 7 where Array(line[start..<start + 7]) == finder {
            func isLight(_ range: Range<Int>) -> Bool { range.allSatisfy { !line.indices.contains($0) || !line[$0] } }
            if isLight(start - 4..<start) || isLight(start + 7..<start + 11) { total += 40 }
        }
        return total
    }
}
