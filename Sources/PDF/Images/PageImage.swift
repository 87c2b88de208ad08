/// A PNG or JPEG picture, checked by its header and not yet decoded. JPEG goes into the document byte for byte.
public struct PageImage: Sendable, Hashable {
    enum Kind: Sendable, Hashable { case png, jpeg }

    /// 4 MiB and 16 million pixels: more than a page can show.
    public static let mostBytes = 4 << 20
    public static let mostPixels = 16_000_000

    let kind: Kind
    let bytes: [UInt8]
    /// In pixels.
    public let width: Int
    public let height: Int

    /// - Throws: ``PDFError/unreadablePicture`` for any other kind and for damaged headers,
    ///   ``PDFError/pictureTooLarge``.
    public init(_ bytes: [UInt8]) throws(PDFError) {
        guard bytes.count <= Self.mostBytes else { throw .pictureTooLarge }
        let size: (width: Int, height: Int)?
        if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            kind = .png
            size = Self.pngSize(bytes)
        } else if bytes.starts(with: [0xff, 0xd8, 0xff]) {
            kind = .jpeg
            size = Self.jpegSize(bytes)
        } else {
            throw .unreadablePicture
        }
        guard let size, size.width > 0, size.height > 0 else { throw .unreadablePicture }
        guard size.width <= Self.mostPixels, size.height <= Self.mostPixels,
            size.width * size.height <= Self.mostPixels
        else { throw .pictureTooLarge }
        self.bytes = bytes
        (width, height) = size
    }

    /// PNG, section 11.2.2: IHDR comes first.
    private static func pngSize(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard bytes.count >= 33, bytes[12..<16].elementsEqual("IHDR".utf8) else { return nil }
        return (big(bytes[16..<20]), big(bytes[20..<24]))
    }

    /// ITU T.81, annex B: the frame header holds the size; segments before it are skipped by their lengths.
    private static func jpegSize(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        var at = 2
        while at + 9 < bytes.count {
            guard bytes[at] == 0xff else { return nil }
            switch bytes[at + 1] {
            case 0xff: at += 1  // padding
            case 0x01, 0xd0...0xd8: at += 2  // no length
            case 0xd9, 0xda: return nil  // the end, or pixels before a frame
            case 0xc0, 0xc1, 0xc2: return (big(bytes[at + 7..<at + 9]), big(bytes[at + 5..<at + 7]))
            case 0xc3, 0xc5...0xc7, 0xc9...0xcb, 0xcd...0xcf: return nil  // lossless or arithmetic: PDF has neither
            default: at += 2 + big(bytes[at + 2..<at + 4])
            }
        }
        return nil
    }

    private static func big(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
}
