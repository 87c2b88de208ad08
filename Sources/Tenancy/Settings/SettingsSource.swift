import FoundationEssentials

/// Where settings are written: the environment, and under it the file that `TOKOKU_CONFIG` names.
///
/// The file has a line `KEY=value` for each setting; blank lines and lines that start with `#` say nothing; quotes
/// around a value are taken off. What the environment sets wins. An empty value is the same as none.
public struct SettingsSource: Sendable {
    private let values: [String: String]

    /// - Throws: ``SettingsError`` when the file cannot be read, or a line of it is no setting.
    public init(environment: [String: String]) throws(SettingsError) {
        var values: [String: String] = [:]
        if let path = environment["TOKOKU_CONFIG"], !path.isEmpty {
            guard let bytes = FileManager.default.contents(atPath: path),
                let text = String(data: bytes, encoding: .utf8)
            else { throw SettingsError("TOKOKU_CONFIG", "cannot read the settings file \(path)") }
            values = try Self.parse(text, file: path)
        }
        for (name, value) in environment where Self.names.contains(name) { values[name] = value }
        self.values = values
    }

    func value(_ name: String) -> String? {
        guard let value = values[name], !value.isEmpty else { return nil }
        return value
    }

    private static func parse(_ text: String, file: String) throws(SettingsError) -> [String: String] {
        var values: [String: String] = [:]
        for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = raw.trimmed
            if line.isEmpty || line.hasPrefix("#") { continue }
            let place = "\(file):\(index + 1)"
            guard let equals = line.firstIndex(of: "=") else {
                throw SettingsError(place, "expected KEY=value")
            }
            let name = String(line[..<equals].trimmed)
            guard names.contains(name) else { throw SettingsError(place, "\(name) is not a setting of TokoKu") }
            guard values[name] == nil else { throw SettingsError(place, "\(name) is set twice") }
            values[name] = String(line[line.index(after: equals)...].trimmed.unquoted)
        }
        return values
    }

    /// Every setting there is. Others that start with `TOKOKU_` belong to tests or to tenant files.
    static let names: Set<String> = [
        "TOKOKU_LISTEN", "TOKOKU_MANAGEMENT_LISTEN", "TOKOKU_SANDBOX_LISTEN", "TOKOKU_DATABASE_URL",
        "TOKOKU_ADMIN_DATABASE_URL", "TOKOKU_REDIS_URL", "TOKOKU_MASTER_KEY_FILE", "TOKOKU_MEILI_URL",
        "TOKOKU_MEILI_KEY", "TOKOKU_MEDIA_DIR", "TOKOKU_THEMES_DIR", "TOKOKU_TRUSTED_PROXIES", "TOKOKU_PUBLIC_SCHEME",
        "TOKOKU_PUBLIC_PORT", "TOKOKU_ENVIRONMENT", "TOKOKU_TRIPAY_URL", "TOKOKU_KOMERCE_URL",
        "TOKOKU_KOMERCE_DELIVERY_URL", "TOKOKU_BINDERBYTE_URL", "TOKOKU_POSINDONESIA_URL",
        "TOKOKU_GOOGLE_ACCOUNTS_URL", "TOKOKU_GOOGLE_TOKEN_URL", "TOKOKU_GOOGLE_JWKS_URL", "TOKOKU_GMAIL_URL",
        "TOKOKU_WHATSAPP_URL", "TOKOKU_POSTHOG_URL",
    ]
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    fileprivate var unquoted: Substring {
        guard count >= 2, let first, first == last, first == "\"" || first == "'" else { return self }
        return dropFirst().dropLast()
    }
}
