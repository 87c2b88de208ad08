import QR
import Testing
import Theming

@testable import Storefront

struct QRPictureTests {
    @Test func `the picture has a quiet zone and a name`() throws {
        let svg = try #require(QRCode("HELLO", mask: 2)).svg(label: "Bayar \"Rp 1\"").markup
        #expect(svg.hasPrefix("<svg viewBox=\"0 0 29 29\" role=\"img\" aria-label=\"Bayar &quot;Rp 1&quot;\""))
        #expect(svg.contains("d=\"M4 4h7v1h-7z"))
    }
}
