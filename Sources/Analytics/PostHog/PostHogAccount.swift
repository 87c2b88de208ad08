/// A shop's project at PostHog: where its events go, and under which key.
///
/// The key is public, since it stands in every page that counts visits: it can only write.
public struct PostHogAccount: Hashable, Sendable {
    /// `phc_` and letters, digits, `_` or `-`.
    public let projectKey: String
    /// Where events go; no slash at its end: `https://eu.i.posthog.com`.
    public let eventsURL: String
    /// Where the browser's script comes from. The same as `eventsURL` at a PostHog of the shop's own.
    public let assetsURL: String
    /// Whether the address is somebody's own typing, so that it must not lead into our own network.
    let isForeign: Bool

    /// - Parameters:
    ///   - fields: what the shop has set for provider `posthog`.
    ///   - override: stands in for every address in this installation.
    /// - Returns: nil when the shop has no key.
    /// - Throws: ``PostHogSetupProblem``
    init?(_ fields: [String: String], override: String?) throws(PostHogSetupProblem) {
        guard let key = fields["project_key"], !key.isEmpty else { return nil }
        guard Self.isKey(key) else { throw .badKey }
        projectKey = key
        if let override {
            (eventsURL, assetsURL, isForeign) = (override, override, false)
            return
        }
        switch fields["region"] ?? (fields["address"] == nil ? "us" : "own") {
        case "us":
            (eventsURL, assetsURL) = ("https://us.i.posthog.com", "https://us-assets.i.posthog.com")
            isForeign = false
        case "eu":
            (eventsURL, assetsURL) = ("https://eu.i.posthog.com", "https://eu-assets.i.posthog.com")
            isForeign = false
        case "own":
            guard let address = fields["address"].flatMap(Self.ownAddress) else { throw .badAddress }
            (eventsURL, assetsURL, isForeign) = (address, address, true)
        default: throw .badRegion
        }
    }

    /// The origins a browser must be allowed to reach, for `Content-Security-Policy`: scripts and answers.
    public var origins: [String] {
        let both = [Self.origin(of: assetsURL), Self.origin(of: eventsURL)]
        return both[0] == both[1] ? [both[0]] : both
    }

    private static func isKey(_ key: String) -> Bool {
        key.hasPrefix("phc_") && (5...200).contains(key.utf8.count)
            && key.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x5f, 0x2d: true
                default: false
                }
            }
    }

    /// `https`, a name with a dot, perhaps a port, and nothing behind: it also goes into a header of every page. What
    /// the name leads to is looked at when the connection is made.
    static func ownAddress(_ text: String) -> String? {
        var text = text
        while text.hasSuffix("/") { text.removeLast() }
        guard text.hasPrefix("https://") else { return nil }
        let parts = text.dropFirst(8).split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts[0].utf8.count <= 253 else { return nil }
        let labels = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let isName = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { byte in
                    switch byte {
                    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d: true
                    default: false
                    }
                }
        }
        // An address of digits is nobody's PostHog.
        guard labels.count >= 2, isName, let last = labels.last, !last.allSatisfy(\.isNumber) else { return nil }
        guard !["local", "localhost", "internal"].contains(last.lowercased()) else { return nil }
        if parts.count == 2 {
            guard let port = Int(parts[1]), (1...65_535).contains(port), "\(port)" == parts[1] else { return nil }
        }
        return text
    }

    private static func origin(of url: String) -> String {
        guard let mark = url.firstRange(of: "://") else { return url }
        return String(url[..<mark.upperBound]) + url[mark.upperBound...].prefix { $0 != "/" }
    }
}

/// What is wrong with the fields a shop has set.
public enum PostHogSetupProblem: Error, Hashable, Sendable, CustomStringConvertible {
    case badKey, badRegion, badAddress

    public var description: String {
        switch self {
        case .badKey: "project_key: harus berawalan phc_ dan hanya berisi huruf dan angka"
        case .badRegion: "region: harus us, eu, atau own"
        case .badAddress: "address: harus berbentuk https://posthog.contoh.id, tanpa apa pun di belakangnya"
        }
    }
}
