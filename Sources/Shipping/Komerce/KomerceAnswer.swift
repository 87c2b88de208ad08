import FoundationEssentials
import WebClient

/// What an answer of Komerce amounts to.
enum KomerceAnswer {
    /// HTTP status, `meta.code` and `meta.status` all say so; they can differ.
    case success([UInt8])
    /// "Nothing found" is a failure here, 404 or 400, sometimes inside a 200.
    case notFound
    case failure(RateError)
    /// Worth one more try: 5xx.
    case broken(String)

    private struct Envelope: Decodable {
        struct Meta: Decodable {
            let message: String?
            let code: KomerceInteger?
            let status: String?
        }
        let meta: Meta
    }

    /// - Parameter keyName: which key was used.
    init(_ response: WebResponse, keyName: String) {
        let envelope: Envelope?
        do {
            envelope = try JSONDecoder().decode(Envelope.self, from: Data(response.body))
        } catch {
            envelope = nil
        }
        let what = "HTTP \(response.status)"
        guard let meta = envelope?.meta else {
            switch response.status {
            case 429: self = .failure(.quotaExhausted)
            case 500...: self = .broken("\(what), no JSON")
            default: self = .failure(.unavailable("\(what), not Komerce's envelope"))
            }
            return
        }
        let code = meta.code?.value ?? Int64(response.status)
        if response.isSuccess, (200..<300).contains(code), meta.status?.lowercased() == "success" {
            self = .success(response.body)
            return
        }
        self = Self.failure(Set([Int64(response.status), code]), (meta.message ?? "").lowercased(), what, keyName)
    }

    private static func failure(
        _ codes: Set<Int64>, _ message: String, _ what: String, _ keyName: String
    ) -> KomerceAnswer {
        if codes.contains(429) || message.contains("limit exceeded") { return .failure(.quotaExhausted) }
        if codes.contains(401) || codes.contains(403) || message.contains("api key") {
            return .failure(.refusedKey("Komerce refuses the shop's \(keyName)"))
        }
        if message.contains("invalid courier") {
            return .failure(.misconfigured("Komerce does not know one of the shop's couriers"))
        }
        if codes.contains(where: { $0 >= 500 }) { return .broken(what) }
        if codes.contains(404) || codes.contains(400) && message.contains("not found") { return .notFound }
        return .failure(.unavailable("\(what), refused the question"))
    }
}
