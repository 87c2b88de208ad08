/// Unpacks DEFLATE (RFC 1951).
struct Inflate {
    private let packed: [UInt8]
    private let name: String
    private let limit: Int
    private var at = 0
    private var bits: UInt32 = 0
    private var held = 0
    private var out: [UInt8] = []

    /// - Parameter limit: more bytes than this are an error, so that a small file cannot fill the memory.
    static func bytes(of packed: [UInt8], atMost limit: Int, name: String) throws(RegionListError) -> [UInt8] {
        var inflate = Inflate(packed: packed, name: name, limit: limit)
        try inflate.run()
        return inflate.out
    }

    private init(packed: [UInt8], name: String, limit: Int) {
        self.packed = packed
        self.name = name
        self.limit = limit
        out.reserveCapacity(min(limit, packed.count * 8))
    }

    private mutating func run() throws(RegionListError) {
        var isLast = false
        while !isLast {
            isLast = try take(1) == 1
            switch try take(2) {
            case 0: try copyStored()
            case 1: try decode(lengths: .fixedLengths, distances: .fixedDistances)
            case 2:
                let (lengths, distances) = try readCodes()
                try decode(lengths: lengths, distances: distances)
            default: throw .broken(name)
            }
        }
    }

    private mutating func take(_ count: Int) throws(RegionListError) -> Int {
        while held < count {
            guard at < packed.count else { throw .broken(name) }
            bits |= UInt32(packed[at]) << UInt32(held)
            at += 1
            held += 8
        }
        let value = bits & (1 << UInt32(count) - 1)
        bits >>= UInt32(count)
        held -= count
        return Int(value)
    }

    private mutating func copyStored() throws(RegionListError) {
        bits = 0
        held = 0
        let count = try take(16)
        guard try take(16) == ~count & 0xffff, at + count <= packed.count, out.count + count <= limit else {
            throw .broken(name)
        }
        out.append(contentsOf: packed[at..<(at + count)])
        at += count
    }

    private mutating func symbol(_ code: HuffmanCode) throws(RegionListError) -> Int {
        var value = 0
        var first = 0
        var index = 0
        for length in 1...15 {
            value |= try take(1)
            let count = code.counts[length]
            if value - first < count { return code.symbols[index + value - first] }
            index += count
            first = (first + count) << 1
            value <<= 1
        }
        throw .broken(name)
    }

    private mutating func decode(lengths: HuffmanCode, distances: HuffmanCode) throws(RegionListError) {
        while true {
            let symbol = try symbol(lengths)
            if symbol == 256 { return }
            if symbol < 256 {
                guard out.count < limit else { throw .broken(name) }
                out.append(UInt8(symbol))
                continue
            }
            guard symbol < 286 else { throw .broken(name) }
            let count = Self.lengthBases[symbol - 257] + (try take(Self.lengthExtras[symbol - 257]))
            let code = try self.symbol(distances)
            guard code < 30 else { throw .broken(name) }
            let distance = Self.distanceBases[code] + (try take(code < 4 ? 0 : code / 2 - 1))
            guard distance <= out.count, out.count + count <= limit else { throw .broken(name) }
            for _ in 0..<count { out.append(out[out.count - distance]) }
        }
    }

    private mutating func readCodes() throws(RegionListError) -> (HuffmanCode, HuffmanCode) {
        let lengthCount = try take(5) + 257
        let distanceCount = try take(5) + 1
        var order = [Int](repeating: 0, count: 19)
        for index in 0..<(try take(4) + 4) { order[Self.codeOrder[index]] = try take(3) }
        let code = HuffmanCode(order)
        var sizes: [Int] = []
        while sizes.count < lengthCount + distanceCount {
            let symbol = try symbol(code)
            switch symbol {
            case 0..<16: sizes.append(symbol)
            case 16:
                guard let last = sizes.last else { throw .broken(name) }
                sizes.append(contentsOf: repeatElement(last, count: 3 + (try take(2))))
            case 17: sizes.append(contentsOf: repeatElement(0, count: 3 + (try take(3))))
            default: sizes.append(contentsOf: repeatElement(0, count: 11 + (try take(7))))
            }
        }
        guard sizes.count == lengthCount + distanceCount else { throw .broken(name) }
        return (HuffmanCode(Array(sizes[..<lengthCount])), HuffmanCode(Array(sizes[lengthCount...])))
    }

    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthExtras = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1_025, 1_537, 2_049, 3_073,
        4_097, 6_145, 8_193, 12_289, 16_385, 24_577,
    ]
}

/// A canonical Huffman code: how many codes there are of each length, and the symbols in the codes' order.
private struct HuffmanCode {
    static let fixedLengths = HuffmanCode((0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 })
    static let fixedDistances = HuffmanCode([Int](repeating: 5, count: 30))

    let counts: [Int]
    let symbols: [Int]

    init(_ lengths: [Int]) {
        var counts = [Int](repeating: 0, count: 16)
        for length in lengths where length > 0 { counts[length] += 1 }
        self.counts = counts
        symbols = (1...15).flatMap { length in lengths.indices.filter { lengths[$0] == length } }
    }
}
