/// What a page of ours may load and reach, as `Content-Security-Policy` says it: itself, and what is named.
public enum ContentPolicy {
    static let ours = allowing()

    /// - Parameters:
    ///   - scripts: origins whose scripts the page may also load: `https://eu-assets.i.posthog.com`.
    ///   - connections: origins its scripts may also talk to.
    public static func allowing(scripts: [String] = [], connections: [String] = []) -> String {
        var rules = [
            "default-src 'self'", "img-src 'self' data:", (["script-src 'self'"] + scripts).joined(separator: " "),
            "style-src 'self'", "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'",
        ]
        if !connections.isEmpty { rules.append((["connect-src 'self'"] + connections).joined(separator: " ")) }
        return rules.joined(separator: "; ")
    }
}
