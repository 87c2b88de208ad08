public import TokoCore

/// A key that says whose it is. The parts are escaped, so two different lists of parts never share a key; commands
/// take no plain text for one, so a key without an owner does not compile.
public struct RedisKey: Hashable, Sendable, CustomStringConvertible {
    /// As Redis knows it; also a name for a channel.
    public let text: String

    public var description: String { text }

    /// `t:42:page:...`: a key of one shop. It starts with the shop's number and a colon, so that no key of one shop
    /// can equal a key of another, whatever the parts hold.
    public static func tenant(_ tenant: TenantID, _ parts: String...) -> RedisKey {
        RedisKey(text: joined(["t", String(tenant.number)], parts))
    }

    /// `g:region:...`: a key that belongs to no shop.
    public static func global(_ parts: String...) -> RedisKey {
        RedisKey(text: joined(["g"], parts))
    }

    private static func joined(_ owner: [String], _ parts: [String]) -> String {
        (owner + parts.map(escaped)).joined(separator: ":")
    }

    /// `:` and `%` inside a part become `%3A` and `%25`, so a part cannot pretend to be two.
    private static func escaped(_ part: String) -> String {
        guard part.utf8.contains(where: { $0 == 0x3a || $0 == 0x25 }) else { return part }
        var text = ""
        for character in part.unicodeScalars {
            switch character {
            case ":": text += "%3A"
            case "%": text += "%25"
            default: text.unicodeScalars.append(character)
            }
        }
        return text
    }
}
