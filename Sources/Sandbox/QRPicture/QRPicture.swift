import QR

/// A QR code to look at: a PNG for `qr_url`, an SVG inside the sandbox's own pages.
struct QRPicture {
    private let code: QRCode
    /// Light modules around the code; readers need four.
    private static let quiet = 4

    /// Nil when the text is too long for a code.
    init?(_ text: String) {
        guard let code = QRCode(text) else { return nil }
        self.code = code
    }

    var svg: HTML {
        let side = code.size + 2 * Self.quiet
        var path = ""
        for y in 0..<code.size {
            for x in 0..<code.size where code.modules[y][x] { path += "M\(x + Self.quiet) \(y + Self.quiet)h1v1h-1z" }
        }
        return """
            <svg class="qr" viewBox="0 0 \(side) \(side)" role="img" aria-label="Kode QR" \
            shape-rendering="crispEdges"><rect width="\(side)" height="\(side)" fill="#fff"/>\
            <path d="\(path)" fill="#000"/></svg>
            """
    }

    /// Black and white, one bit a pixel.
    /// - Parameter scale: pixels a module.
    func png(scale: Int = 8) -> [UInt8] {
        let side = (code.size + 2 * Self.quiet) * scale
        var rows: [UInt8] = []
        for row in 0..<side {
            rows.append(0)
            var line = [UInt8](repeating: 0xff, count: (side + 7) / 8)
            let y = row / scale - Self.quiet
            for column in 0..<side {
                let x = column / scale - Self.quiet
                guard (0..<code.size).contains(x), (0..<code.size).contains(y), code.modules[y][x] else { continue }
                line[column / 8] &= ~(0x80 >> UInt8(column % 8))
            }
            rows += line
        }
        let header = PNG.number(side) + PNG.number(side) + [1, 0, 0, 0, 0]
        return PNG.signature + PNG.chunk("IHDR", header) + PNG.chunk("IDAT", PNG.zlib(rows)) + PNG.chunk("IEND", [])
    }
}

/// The little of PNG that a black and white picture needs: chunks, and zlib without compression.
enum PNG {
    static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

    static func number(_ value: Int) -> [UInt8] {
        [UInt8(value >> 24 & 255), UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
    }

    static func chunk(_ name: String, _ data: [UInt8]) -> [UInt8] {
        let named = Array(name.utf8) + data
        return number(data.count) + named + number(Int(crc(named)))
    }

    static func zlib(_ data: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let count = min(65_535, data.count - start)
            let isLast = start + count == data.count
            out += [
                isLast ? 1 : 0, UInt8(count & 255), UInt8(count >> 8), UInt8(~count & 255), UInt8(~count >> 8 & 255),
            ]
            out += data[start..<start + count]
            start += count
        } while start < data.count
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in data {
            low = (low + UInt32(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return out + number(Int(high << 16 | low))
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = 0xffff_ffff
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 != 0 ? crc >> 1 ^ 0xedb8_8320 : crc >> 1 }
        }
        return ~crc
    }
}
