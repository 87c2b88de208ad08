/// What a subscriber hears.
public enum RedisMessage: Hashable, Sendable {
    case message(channel: String, bytes: [UInt8])

    /// The subscription has just become live, for the first time or again: what was published before this moment may
    /// have been missed. Whoever keeps something fresh by messages reads it anew here.
    case gap
}
