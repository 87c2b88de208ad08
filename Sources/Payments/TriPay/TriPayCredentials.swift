import Vault

/// A merchant's three secrets. Sandbox and production have sets of their own.
public struct TriPayCredentials: Sendable {
    let apiKey: String
    let privateKey: String
    let merchantCode: String

    public init(apiKey: String, privateKey: String, merchantCode: String) {
        self.apiKey = apiKey
        self.privateKey = privateKey
        self.merchantCode = merchantCode
    }

    /// Lower-case hex of HMAC-SHA256 over merchant code, `merchantRef` and rupiah, with nothing between them.
    func signature(merchantRef: String, rupiah: Int64) -> String {
        let message = merchantCode + merchantRef + String(rupiah)
        return Hex.encode(HMAC.sha256(key: Array(privateKey.utf8), message: Array(message.utf8)))
    }

    /// One line of at most 200 characters for a log, the keys taken out should the text repeat them.
    func safeForLog(_ text: String) -> String {
        var line = text
        for secret in [apiKey, privateKey] where !secret.isEmpty {
            line = line.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "[key]")
        }
        return String(line.map { $0.isNewline || $0.isASCII && ($0.asciiValue ?? 0) < 0x20 ? " " : $0 }.prefix(200))
    }
}

// Printed whole by mistake, it says nothing.
extension TriPayCredentials: CustomStringConvertible, CustomReflectable {
    public var description: String { "TriPayCredentials" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
