import Testing

@testable import QR

/// Against python-qrcode 8, an independent encoder, mask by mask; the choice of a mask against segno 1.6.
struct QRCodeTests {
    static let qris =
        "00020101021226610014COM.GO-JEK.WWW01189360091438000000000210G8000000000303UMI51440014ID.CO.QRIS.WWW0215"
        + "ID10200000000000303UMI5204581453033605405150005802ID5912BATIK LARAS6007BANDUNG61054013262070703A016304ABCD"

    /// FNV-1a over the modules, row by row.
    static func fingerprint(_ code: QRCode) -> String {
        var state: UInt64 = 0xcbf2_9ce4_8422_2325
        for module in code.modules.joined() { state = (state ^ (module ? 1 : 0)) &* 0x100_0000_01b3 }
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    @Test(arguments: [
        ("HELLO", 1, ["dcae469742beda97", "dea151073887a9f3", "2d1ca5739fbf61e5"]),
        (qris, 10, ["e06002772aa7b4ef", "550683f4624d5757", "f49dce54953a8319"]),
        ("Rp 150.000 – kopi", 2, ["adb83ca19bd1e7a7", "32ed9329b85eb4c4", "e036e2b2f7342291"]),
        (String(repeating: "y", count: 106), 6, ["21882c80583d2c09", "149452a3bfa18f3a", "435c4fc7afac668f"]),
        (String(repeating: "a", count: 300), 13, ["5507e76a25f8371d", "0822faa89c772a3d", "6322577d77ba2a13"]),
        (String(repeating: "x", count: 412), 15, ["e915abb1d944c477", "a09b0ff6ad21896c", "f0f307c6d8b16b32"]),
    ])
    func `draws what another encoder draws`(text: String, version: Int, prints: [String]) throws {
        let codes = try [0, 5, 7].map { try #require(QRCode(text, mask: $0)) }
        #expect(codes.map(Self.fingerprint) == prints)
        #expect(codes.map(\.version.number) == [version, version, version])
    }

    @Test(arguments: [("y", 106, 3), ("x", 412, 0)])
    func `chooses the mask that reads best`(letter: String, count: Int, mask: Int) {
        #expect(QRCode(String(repeating: letter, count: count))?.mask == mask)
    }

    @Test func `more than fits is no code`() {
        #expect(QRCode(String(repeating: "x", count: 413)) == nil)
    }
}
