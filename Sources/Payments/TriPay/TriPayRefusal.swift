/// TriPay has no error codes, only messages, in Indonesian or English and mostly undocumented.
enum TriPayRefusal {
    static func category(of message: String) -> GatewayRefusal.Category {
        let text = message.lowercased()
        func says(_ words: String...) -> Bool { words.contains { text.contains($0) } }
        if says("unauthorized ip", "whitelist ip", "ip whitelist") { return .ipNotAllowed }
        if says("api key", "signature", "unauthorized", "unauthenticated", "credential", "merchant code", "sandbox") {
            return .credential
        }
        // Before the channel: "minimum amount for this channel".
        if says("amount", "nominal", "minim", "maks", "maxim", "jumlah", "total") { return .amount }
        if says("channel", "payment method", "metode", "kanal") { return .channel }
        return .other
    }
}
