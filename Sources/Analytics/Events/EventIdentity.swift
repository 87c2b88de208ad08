import TokoCore
import Vault

/// The name by which PostHog knows an event again: the same fact gives the same UUID, whoever tells it and how often.
enum EventIdentity {
    /// Of `TokoKu` events: chosen once, and never to be changed.
    private static let namespace: [UInt8] = [
        0x6e, 0x1f, 0x0c, 0x52, 0x8d, 0x3b, 0x4a, 0x77, 0x9b, 0x54, 0x21, 0xd0, 0xc4, 0x7a, 0x90, 0x3e,
    ]

    /// Version 5 (RFC 9562, section 5.5) of `tenant|event|subject`, lower case.
    static func uuid(_ tenant: TenantID, _ event: String, _ subject: String) -> String {
        uuid(named: "\(tenant)|\(event)|\(subject)", in: namespace)
    }

    static func uuid(named name: String, in namespace: [UInt8]) -> String {
        var bytes = Array(Digest.sha1(namespace + Array(name.utf8)).prefix(16))
        bytes[6] = bytes[6] & 0x0f | 0x50
        bytes[8] = bytes[8] & 0x3f | 0x80
        let digits = Hex.encode(bytes)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }
}
