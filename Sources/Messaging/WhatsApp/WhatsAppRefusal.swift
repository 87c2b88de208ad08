import FoundationEssentials
import Jobs
import WebClient

/// What Meta's error codes mean for a job: section 4 of the contract.
struct WhatsAppRefusal: Sendable, Hashable {
    let code: Int
    /// Meta's own words.
    let message: String
    let details: String?
    let subcode: Int?

    /// Nil when the body is no error of Meta's.
    init?(_ response: WebResponse) {
        guard let body = try? JSONDecoder().decode(Body.self, from: Data(response.body)) else { return nil }
        code = body.error.code
        message = body.error.message ?? ""
        details = body.error.errorData?.details
        subcode = body.error.subcode
    }

    private struct Body: Decodable {
        let error: Refusal

        struct Refusal: Decodable {
            let code: Int
            let message: String?
            let subcode: Int?
            let errorData: Extra?

            enum CodingKeys: String, CodingKey {
                case code, message
                case subcode = "error_subcode"
                case errorData = "error_data"
            }
        }

        struct Extra: Decodable {
            let details: String?
        }
    }

    /// `131026 (#131026) Message undeliverable: ...`, one line.
    var words: String { "\(code): \(details.map { "\(message) (\($0))" } ?? message)" }

    func failure(_ response: WebResponse) -> JobFailure {
        switch code {
        case 0, 3, 10, 190, 200...299, 368, 131_031, 131_005, 131_042, 131_045, 133_000...133_003,
            133_005...133_016:
            return .account(reason: "WhatsApp menolak akun toko ini, \(words)", after: .seconds(3_600))
        case 131_048:
            return .account(reason: "WhatsApp menahan kiriman toko ini, \(words)", after: .seconds(4 * 3_600))
        case 4, 80_007, 130_429:
            return .later(reason: words, after: Self.wait(response) ?? .seconds(60))
        case 131_057:
            return .later(reason: words, after: .seconds(3_600))
        // Of one receiver: too many for now. Others are none the worse.
        case 131_056:
            return .notYet(reason: words, after: Self.wait(response) ?? .seconds(60))
        case 131_049:
            return .notYet(reason: words, after: .seconds(86_400))
        // Of one template: also for some minutes after it was approved.
        case 132_001, 132_015:
            return .notYet(reason: words, after: .seconds(600))
        // Of the number itself: every message would get this.
        case 33 where subcode == 33, 100 where subcode == 33:
            return .account(reason: "WhatsApp tidak mengenal nomor toko ini, \(words)", after: .seconds(3_600))
        case 1, 2, 131_000, 131_016, 133_004:
            return .later(reason: words, after: Self.wait(response))
        default:
            return response.status >= 500
                ? .later(reason: words, after: Self.wait(response)) : .permanent(reason: words)
        }
    }

    /// `Retry-After` in seconds, or the minutes of Meta's usage header.
    static func wait(_ response: WebResponse) -> Duration? {
        if let seconds = response.header("Retry-After").flatMap({ Int64($0.filter(\.isNumber)) }) {
            return .seconds(min(seconds, 6 * 3_600))
        }
        guard let usage = response.header("X-Business-Use-Case-Usage"),
            let accounts = try? JSONDecoder().decode([String: [Usage]].self, from: Data(usage.utf8)),
            let minutes = accounts.values.joined().compactMap(\.minutes).max(), minutes > 0
        else { return nil }
        return .seconds(Int64(min(minutes, 360)) * 60)
    }

    private struct Usage: Decodable {
        let minutes: Int?

        enum CodingKeys: String, CodingKey {
            case minutes = "estimated_time_to_regain_access"
        }
    }
}
