/// Host names with letters beyond ASCII, as name servers know them (RFC 3492).
enum Punycode {
    private static let (base, tMin, tMax, skew, damp) = (36, 1, 26, 38, 700)

    /// One label: `kopi` as it is, `bücher` as `xn--bcher-kva`. Nil for what cannot be in a host name.
    static func label(_ text: Substring) -> String? {
        let scalars = text.unicodeScalars
        guard scalars.contains(where: { !$0.isASCII }) else { return String(text) }
        guard scalars.count <= 63, scalars.allSatisfy({ $0.isASCII || $0.properties.isAlphabetic || isMark($0) }) else {
            return nil
        }
        return "xn--" + encode(scalars.map { Int($0.value) })
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .decimalNumber: true
        default: false
        }
    }

    private static func encode(_ points: [Int]) -> String {
        let basic = points.filter { $0 < 128 }
        var output = basic.map { UInt8($0) }
        if !basic.isEmpty { output.append(0x2d) }
        var (n, delta, bias, handled) = (128, 0, 72, basic.count)
        while handled < points.count {
            let next = points.filter { $0 >= n }.min() ?? n
            delta += (next - n) * (handled + 1)
            n = next
            for point in points {
                if point < n { delta += 1 }
                guard point == n else { continue }
                var (q, k) = (delta, base)
                while true {
                    let t = k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias
                    if q < t { break }
                    output.append(digit(t + (q - t) % (base - t)))
                    q = (q - t) / (base - t)
                    k += base
                }
                output.append(digit(q))
                bias = adapted(delta, handled + 1, isFirst: handled == basic.count)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / count
        var k = 0
        while delta > (base - tMin) * tMax / 2 {
            delta /= base - tMin
            k += base
        }
        return k + (base - tMin + 1) * delta / (delta + skew)
    }

    private static func digit(_ value: Int) -> UInt8 { UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26) }
}
