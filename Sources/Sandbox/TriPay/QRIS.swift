/// The text inside a dynamic QRIS code: EMV tags with their lengths, and a checksum over all of it.
enum QRIS {
    /// - Parameter amount: in rupiah, what the buyer pays.
    static func text(merchant: String, reference: String, amount: Int64) -> String {
        let account = tag("00", "ID.CO.TOKOKU.SANDBOX") + tag("01", "936009990000000000") + tag("02", "SANDBOX")
        let body =
            tag("00", "01") + tag("01", "12") + tag("26", account) + tag("52", "5999") + tag("53", "360")
            + tag("54", String(amount)) + tag("58", "ID") + tag("59", ascii(merchant, upTo: 25))
            + tag("60", "SANDBOX") + tag("61", "10110") + tag("62", tag("05", String(reference.suffix(25))))
            + "6304"
        let digits = String(checksum(body), radix: 16, uppercase: true)
        return body + String(repeating: "0", count: 4 - digits.count) + digits
    }

    private static func tag(_ number: String, _ value: String) -> String {
        number + (value.count < 10 ? "0" : "") + String(value.count) + value
    }

    private static func ascii(_ text: String, upTo most: Int) -> String {
        let kept = text.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == " ") }.prefix(most)
        return kept.isEmpty ? "TOKO" : kept.uppercased()
    }

    /// CRC-16/CCITT-FALSE, as EMV's merchant-presented QR asks.
    static func checksum(_ text: String) -> UInt16 {
        var crc: UInt16 = 0xffff
        for byte in text.utf8 {
            crc ^= UInt16(byte) << 8
            for _ in 0..<8 { crc = crc & 0x8000 != 0 ? crc << 1 ^ 0x1021 : crc << 1 }
        }
        return crc
    }
}
