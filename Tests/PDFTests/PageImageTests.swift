import FoundationEssentials
import Testing

@testable import PDF

@Suite struct PageImageTests {
    /// 2 x 1 pixels.
    static let png = bytes(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADUlEQVR4nGP4zwAE/wEHAAH/4iOeWQAAAABJRU5ErkJggg==")

    static func bytes(_ base64: String) -> [UInt8] { Data(base64Encoded: base64).map { Array($0) } ?? [] }

    /// The segments of a JPEG up to its frame, of `width` x `height`, and an end: enough for what embeds it as it is.
    static func jpeg(width: UInt8 = 2, height: UInt8 = 1, frame: UInt8 = 0xc0) -> [UInt8] {
        [0xff, 0xd8, 0xff, 0xe0, 0, 16] + Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0]
            + [0xff, frame, 0, 17, 8, 0, height, 0, width, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]
            + [0xff, 0xda, 0, 12, 3, 1, 0, 2, 0, 3, 0, 0, 63, 0, 0x55, 0xaa, 0x77, 0xff, 0xd9]
    }

    private func printed(_ picture: PageImage, pages: Int = 1) async throws -> [UInt8] {
        let page = Page(.a4, marks: [.picture(picture, in: Box(x: 40, y: 40, width: 120, height: 48))])
        return try await Press.shared.print { _ in
            Document(
                DocumentInfo(title: "", author: "", date: Date(timeIntervalSince1970: 0)),
                pages: Array(repeating: page, count: pages))
        }
    }

    @Test func `a PNG is decoded and drawn`() async throws {
        let picture = try PageImage(Self.png)
        #expect(picture.width == 2 && picture.height == 1)
        #expect(count(Array("/Subtype /Image".utf8), in: try await printed(picture)) == 1)
    }

    @Test func `a JPEG is embedded byte for byte, and once for all pages`() async throws {
        let bytes = Self.jpeg()
        let printed = try await printed(try PageImage(bytes), pages: 3)
        #expect(count(bytes, in: printed) == 1)
        #expect(count(Array("/DCTDecode".utf8), in: printed) == 1)
    }

    @Test(arguments: [
        [], Array("GIF89a".utf8), Array("<svg xmlns='http://www.w3.org/2000/svg'/>".utf8), Array(png.prefix(20)),
        Array(jpeg().prefix(24)), jpeg(width: 0), jpeg(frame: 0xc9),
    ]) func `what is no PNG or JPEG is refused by its header`(bytes: [UInt8]) {
        #expect(throws: PDFError.unreadablePicture) { try PageImage(bytes) }
    }

    @Test func `a PNG damaged behind its header is refused when it is drawn`() async throws {
        let picture = try PageImage(Array(Self.png.prefix(45)))
        await #expect(throws: PDFError.unreadablePicture) { try await printed(picture) }
        #expect(try await printed(try PageImage(Self.png)).starts(with: Array("%PDF".utf8)), "the press goes on")
    }

    @Test func `a small file that claims a huge picture is refused`() {
        var bytes = Self.png
        bytes.replaceSubrange(16..<24, with: [0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff])
        #expect(throws: PDFError.pictureTooLarge) { try PageImage(bytes) }
    }
}
