import TokoCore
import WebClient

/// What PostHog's answer means. Decided by the HTTP status: bodies are plain text or JSON, from version to version; only
/// a yes without any word is none of PostHog's.
enum PostHogAnswer: Sendable, Hashable {
    /// Received. What becomes of it inside PostHog is not told.
    case received
    /// An event among them is not acceptable, and therefore none was taken.
    case invalid(reason: String)
    case tooLarge
    /// The key is none, or the address is not PostHog's.
    case refused(reason: String)
    case away(reason: String, after: Duration?)

    init(_ response: WebResponse, key: String) {
        let said = Self.words(response, without: key)
        switch response.status {
        case 200 where Self.isNobodys(response):
            self = .away(reason: "PostHog tidak menjawab seperti PostHog: HTTP 200 tanpa kata", after: nil)
        case 200..<300: self = .received
        case 400: self = .invalid(reason: "PostHog menolak peristiwa: \(said)")
        case 401: self = .refused(reason: "PostHog tidak mengenal kunci proyek: \(said)")
        case 413: self = .tooLarge
        case 300..<400, 404, 405, 410:
            self = .refused(reason: "alamat PostHog salah: dijawab HTTP \(response.status)")
        default:
            // 408, 429, 5xx, and what proxies make up.
            self = .away(
                reason: "PostHog sedang tidak bisa: HTTP \(response.status) \(said)", after: Self.wait(response))
        }
    }

    /// Nothing, or a page: some proxy's, and no word of PostHog's. Telling it again does no harm.
    private static func isNobodys(_ response: WebResponse) -> Bool {
        guard let first = response.text.first(where: { !$0.isWhitespace }) else { return true }
        return first == "<"
    }

    private static func wait(_ response: WebResponse) -> Duration? {
        response.header("Retry-After").flatMap { Int64($0) }.map { .seconds(max(0, min($0, 86_400))) }
    }

    /// The beginning of a text, on one line; nothing of a page.
    private static func words(_ response: WebResponse, without key: String) -> String {
        let text = response.text.replacing(key, with: "…")
        guard !text.drop(while: \.isWhitespace).hasPrefix("<") else { return "(halaman)" }
        return text.prefix(160).split(whereSeparator: { $0.isWhitespace || $0.isNewline }).joined(separator: " ")
    }
}
