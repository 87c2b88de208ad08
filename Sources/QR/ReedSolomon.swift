/// Error correction over GF(2^8) with the polynomial x^8 + x^4 + x^3 + x^2 + 1 (ISO/IEC 18004, annex A).
enum ReedSolomon {
    /// The remainder of the data divided by the generator of this degree.
    static func check(_ data: [UInt8], count: Int) -> [UInt8] {
        let divisor = generator(count)
        var rest = [UInt8](repeating: 0, count: count)
        for byte in data {
            let factor = byte ^ rest.removeFirst()
            rest.append(0)
            for (index, coefficient) in divisor.enumerated() { rest[index] ^= multiply(coefficient, factor) }
        }
        return rest
    }

    /// (x - 1)(x - 2)(x - 4)..., highest power first, without the leading 1.
    private static func generator(_ degree: Int) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: degree)
        out[degree - 1] = 1
        var root: UInt8 = 1
        for _ in 0..<degree {
            for index in 0..<degree {
                out[index] = multiply(out[index], root)
                if index + 1 < degree { out[index] ^= out[index + 1] }
            }
            root = multiply(root, 2)
        }
        return out
    }

    static func multiply(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var product: UInt8 = 0
        for bit in (0..<8).reversed() {
            product = (product << 1) ^ (product >> 7 == 1 ? 0x1d : 0)
            if right >> UInt8(bit) & 1 == 1 { product ^= left }
        }
        return product
    }
}
