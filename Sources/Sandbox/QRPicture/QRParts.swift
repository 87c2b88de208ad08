/// The bits of a QR code before error correction.
struct QRBits {
    private var bits: [Bool] = []

    mutating func append(_ value: Int, count: Int) {
        for index in stride(from: count - 1, through: 0, by: -1) { bits.append(value >> index & 1 != 0) }
    }

    /// Ended, filled up to whole bytes, and then with the two pad bytes in turn.
    func padded(to capacity: Int) -> [UInt8] {
        var all = bits + Array(repeating: false, count: min(4, capacity * 8 - bits.count))
        while !all.count.isMultiple(of: 8) { all.append(false) }
        var bytes = stride(from: 0, to: all.count, by: 8).map { start in
            all[start..<start + 8].reduce(UInt8(0)) { $0 << 1 | ($1 ? 1 : 0) }
        }
        var pad: UInt8 = 0xec
        while bytes.count < capacity {
            bytes.append(pad)
            pad ^= 0xec ^ 0x11
        }
        return bytes
    }
}

/// Error correction over GF(2^8) with the polynomial 0x11d.
enum ReedSolomon {
    static func correction(of data: ArraySlice<UInt8>, count: Int) -> [UInt8] {
        let divisor = generator(count)
        var remainder = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ remainder.removeFirst()
            remainder.append(0)
            for index in 0..<count { remainder[index] ^= product(divisor[index], factor) }
        }
        return remainder
    }

    private static func generator(_ degree: Int) -> [UInt8] {
        var coefficients = [UInt8](repeating: 0, count: degree)
        coefficients[degree - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in 0..<degree {
                coefficients[index] = product(coefficients[index], root)
                if index + 1 < degree { coefficients[index] ^= coefficients[index + 1] }
            }
            root = product(root, 2)
        }
        return coefficients
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var out: UInt16 = 0
        for index in stride(from: 7, through: 0, by: -1) {
            out = out << 1 ^ (out >> 7) * 0x11d
            out ^= UInt16(right >> UInt8(index) & 1) * UInt16(left)
        }
        return UInt8(truncatingIfNeeded: out)
    }
}

/// How hard a masked code is to read, by the standard's four rules.
struct QRPenalty {
    private(set) var total = 0

    init(_ code: QRCode) {
        let size = code.size
        var darkCount = 0
        for line in 0..<size {
            add(line: (0..<size).map { code.isDark($0, line) })
            add(line: (0..<size).map { code.isDark(line, $0) })
        }
        for y in 0..<size {
            for x in 0..<size {
                let isDark = code.isDark(x, y)
                if isDark { darkCount += 1 }
                guard x + 1 < size, y + 1 < size else { continue }
                if code.isDark(x + 1, y) == isDark, code.isDark(x, y + 1) == isDark,
                    code.isDark(x + 1, y + 1) == isDark
                {
                    total += 3
                }
            }
        }
        total += abs(darkCount * 20 - size * size * 10) / (size * size) * 10
    }

    /// Runs of five and more, and what looks like a finder.
    private mutating func add(line: [Bool]) {
        var run = 1
        for index in 1..<line.count {
            if line[index] == line[index - 1] {
                run += 1
                if run == 5 { total += 3 } else if run > 5 { total += 1 }
            } else {
                run = 1
            }
        }
        let finder = [true, false, true, true, true, false, true]
        let light = [false, false, false, false]
        for start in 0...(line.count - 11) {
            let window = Array(line[start..<start + 11])
            if window == finder + light || window == light + finder { total += 40 }
        }
    }
}
