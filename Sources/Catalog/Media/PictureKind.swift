/// The kinds of picture a shop may keep, told by their first bytes and never by a name or a header somebody sent.
enum PictureKind: String, CaseIterable {
    case webp, png, jpg, svg

    var contentType: String {
        switch self {
        case .webp: "image/webp"
        case .png: "image/png"
        case .jpg: "image/jpeg"
        case .svg: "image/svg+xml"
        }
    }

    init?(sniffing bytes: [UInt8]) {
        if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            self = .png
        } else if bytes.starts(with: [0xff, 0xd8, 0xff]) {
            self = .jpg
        } else if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            self = .webp
        } else if bytes.prefix(4_096).contains(UInt8(ascii: "<")), SVGCheck.looksLikeSVG(bytes) {
            self = .svg
        } else {
            return nil
        }
    }
}

/// Width and height in pixels.
struct PixelSize: Equatable {
    let width: Int64
    let height: Int64

    /// Reads the size from a picture's header without decoding it. Nil when the header is damaged.
    init?(of kind: PictureKind, in bytes: [UInt8]) {
        let size: (Int, Int)?
        switch kind {
        case .png: size = Self.png(bytes)
        case .jpg: size = Self.jpeg(bytes)
        case .webp: size = Self.webp(bytes)
        case .svg: size = SVGCheck.size(bytes)
        }
        guard let (width, height) = size, width > 0, height > 0 else { return nil }
        self.width = Int64(width)
        self.height = Int64(height)
    }

    /// PNG, section 11.2.2: IHDR comes first.
    private static func png(_ bytes: [UInt8]) -> (Int, Int)? {
        guard bytes.count >= 33, Array(bytes[12..<16]) == Array("IHDR".utf8) else { return nil }
        return (big(bytes, 16, 4), big(bytes, 20, 4))
    }

    /// ITU T.81, annex B: the frame header (SOF) holds the size; segments before it are skipped by their lengths.
    private static func jpeg(_ bytes: [UInt8]) -> (Int, Int)? {
        var at = 2
        while at + 9 < bytes.count {
            guard bytes[at] == 0xff else { return nil }
            let marker = bytes[at + 1]
            switch marker {
            case 0xff: at += 1  // padding
            case 0x01, 0xd0...0xd8: at += 2  // no length
            case 0xd9, 0xda: return nil  // the end, or pixels before a frame
            case 0xc0...0xcf where ![0xc4, 0xc8, 0xcc].contains(marker):
                return (big(bytes, at + 7, 2), big(bytes, at + 5, 2))
            default: at += 2 + big(bytes, at + 2, 2)
            }
        }
        return nil
    }

    /// RFC 9649, sections 2.5 to 2.7.
    private static func webp(_ bytes: [UInt8]) -> (Int, Int)? {
        guard bytes.count >= 30 else { return nil }
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8 ":
            guard bytes[23] == 0x9d, bytes[24] == 0x01, bytes[25] == 0x2a else { return nil }
            return (little(bytes, 26, 2) & 0x3fff, little(bytes, 28, 2) & 0x3fff)
        case "VP8L":
            guard bytes[20] == 0x2f else { return nil }
            let bits = little(bytes, 21, 4)
            return (bits & 0x3fff + 1, bits >> 14 & 0x3fff + 1)
        case "VP8X":
            return (little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1)
        default:
            return nil
        }
    }

    private static func big(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        bytes[at..<(at + count)].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        bytes[at..<(at + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
