/// The sizes of QR codes that fit a phone's screen, at error correction level M (ISO/IEC 18004, tables 7 and 9).
struct QRVersion: Equatable, Sendable {
    static let most = 15
    private static let checksPerBlock = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24]
    private static let blockCounts = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10]

    /// 1...15
    let number: Int

    /// The smallest that holds so many bytes; nil above 412.
    init?(bytes: Int) {
        guard let number = (1...Self.most).first(where: { Self.capacity($0) >= bytes }) else { return nil }
        self.number = number
    }

    var size: Int { number * 4 + 17 }
    var blocks: Int { Self.blockCounts[number - 1] }
    var checks: Int { Self.checksPerBlock[number - 1] }
    /// Bytes for data and checks together.
    var codewords: Int { Self.modules(number) / 8 }
    var dataCodewords: Int { codewords - blocks * checks }
    /// Bits of the length that stands before the data.
    var lengthBits: Int { number < 10 ? 8 : 16 }

    /// Centres of the alignment patterns, on both axes.
    var alignments: [Int] {
        guard number > 1 else { return [] }
        let count = number / 7 + 2
        let step = (number * 8 + count * 3 + 5) / (count * 4 - 4) * 2
        return [6] + (0..<count - 1).map { size - 7 - $0 * step }.reversed()
    }

    private static func capacity(_ number: Int) -> Int {
        let data = modules(number) / 8 - blockCounts[number - 1] * checksPerBlock[number - 1]
        return data - (number < 10 ? 2 : 3)
    }

    /// Modules left for data once all the patterns are drawn.
    private static func modules(_ number: Int) -> Int {
        var result = (16 * number + 128) * number + 64
        if number >= 2 {
            let count = number / 7 + 2
            result -= (25 * count - 10) * count - 55
            if number >= 7 { result -= 36 }
        }
        return result
    }
}
