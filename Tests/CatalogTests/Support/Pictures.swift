import Testing

/// The beginnings of real files, as their standards lay them out.
enum Pictures {
    struct Good: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let ending: String
        let contentType: String
        let width: Int64
        let height: Int64

        var testDescription: String { name }
    }

    static let good: [Good] = [
        Good(
            name: "PNG", bytes: png(width: 640, height: 480), ending: "png", contentType: "image/png", width: 640,
            height: 480),
        Good(
            name: "JPEG with an EXIF segment", bytes: jpeg, ending: "jpg", contentType: "image/jpeg", width: 1_200,
            height: 900),
        Good(
            name: "WebP, lossy", bytes: webp("VP8 ", [0, 0, 0, 0x9d, 0x01, 0x2a, 0x20, 0x03, 0x58, 0x02]),
            ending: "webp", contentType: "image/webp", width: 800, height: 600),
        Good(
            // 14 bits of width less one, then 14 bits of height less one.
            name: "WebP, lossless", bytes: webp("VP8L", [0x2f, 0x1f, 0xc3, 0x95, 0x00, 0, 0, 0, 0, 0]),
            ending: "webp", contentType: "image/webp", width: 800, height: 600),
        Good(
            name: "WebP, extended", bytes: webp("VP8X", [0x10, 0, 0, 0, 0x1f, 0x03, 0, 0x57, 0x02, 0]),
            ending: "webp", contentType: "image/webp", width: 800, height: 600),
        Good(
            name: "SVG with a size",
            bytes: Array("<?xml version=\"1.0\"?>\n<!-- kopi -->\n<svg width=\"40px\" height='30'><g/></svg>".utf8),
            ending: "svg", contentType: "image/svg+xml", width: 40, height: 30),
        Good(
            name: "SVG with a gradient and a viewBox",
            bytes: Array(
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120.4 80">
                <defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/></linearGradient></defs>
                <rect width="10" height="10" fill="url(#a)"/><use href="#a"/><text x="1">Batik &amp; Kopi</text></svg>
                """.utf8), ending: "svg", contentType: "image/svg+xml", width: 120, height: 80),
    ]

    static func png(width: UInt32, height: UInt32) -> [UInt8] {
        [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13] + Array("IHDR".utf8) + big(width) + big(height)
            + [8, 6, 0, 0, 0, 0, 0, 0, 0]
    }

    private static let jpeg: [UInt8] =
        [0xff, 0xd8, 0xff, 0xe1, 0, 8, 0x45, 0x78, 0x69, 0x66, 0, 0]
        + [0xff, 0xdb, 0, 4, 0, 0, 0xff, 0xc2, 0, 17, 8, 0x03, 0x84, 0x04, 0xb0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]

    private static func webp(_ chunk: String, _ body: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + [22, 0, 0, 0] + Array("WEBP\(chunk)".utf8) + [10, 0, 0, 0] + body
    }

    private static func big(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}
