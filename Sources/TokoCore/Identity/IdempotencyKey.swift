/// Names one intention of one customer, so that doing it twice does it once: 16 to 64 of `A-Z a-z 0-9 _ -`.
public struct IdempotencyKey: Hashable, Sendable {
    public let text: String

    public init?(_ text: some StringProtocol) {
        guard (16...64).contains(text.utf8.count),
            text.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                    || byte == 0x5f || byte == 0x2d
            })
        else { return nil }
        self.text = String(text)
    }
}
