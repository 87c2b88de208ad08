import FoundationEssentials
import Jobs
import WebClient

/// Gmail's no, told apart by what can be done about it: first the HTTP status, then the reason's name, never the whole
/// message.
enum GmailRefusal: Equatable {
    /// The access token is stale: fetch another and send once more.
    case token
    case failure(JobFailure)

    private struct Body: Decodable {
        struct Problem: Decodable {
            struct Entry: Decodable {
                let reason: String?
                let domain: String?
            }
            let message: String?
            let errors: [Entry]?
            let details: [Entry]?
        }
        let error: Problem
    }

    /// - Parameter response: any that is not a success.
    init(_ response: WebResponse, now: Date) {
        var problem: Body.Problem?
        if response.isJSON {
            do { problem = try JSONDecoder().decode(Body.self, from: Data(response.body)).error } catch {
                // A no without reasons is still a no: its status decides.
                problem = nil
            }
        }
        let message = problem?.message ?? ""
        let entries = (problem?.errors ?? []) + (problem?.details ?? [])
        let reasons = Set(entries.compactMap(\.reason))
        let after = response.retryAfter ?? Self.time(in: message, now: now)
        func has(_ names: String...) -> Bool { !reasons.isDisjoint(with: names) }
        switch response.status {
        case 401: self = .token
        case 429 where message.contains("(Mail sending)"): self = .failure(GmailTrouble.mailLimit.failure(after: after))
        case 403 where has("dailyLimitExceeded"), 429 where has("dailyLimitExceeded"):
            self = .failure(GmailTrouble.projectLimit.failure(after: after))
        case 403 where has("insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"):
            self = .failure(GmailTrouble.scopeMissing.failure())
        case 403 where has("accessNotConfigured", "SERVICE_DISABLED"):
            self = .failure(GmailTrouble.apiOff.failure())
        case 403 where has("domainPolicy"): self = .failure(GmailTrouble.domainPolicy.failure())
        case 403, 429:
            // Rates, and pages of somebody between us and Gmail: refused, so surely not sent.
            self = .failure(
                .later(reason: Self.words("Gmail menolak untuk sementara", response, message), after: after))
        case 400 where has("failedPrecondition"): self = .failure(GmailTrouble.noMailbox.failure())
        case 400..<500 where problem != nil || response.status == 413:
            self = .failure(.permanent(reason: Self.words("Gmail menolak email ini", response, message)))
        case 300..<500:
            self = .failure(.later(reason: Self.words("Gmail tidak menjawab seperti Gmail", response, "")))
        default:
            self = .failure(.unknown(reason: Self.words("Gmail bermasalah saat mengirim", response, message)))
        }
    }

    private static func words(_ what: String, _ response: WebResponse, _ message: String) -> String {
        "\(what): HTTP \(response.status)" + (message.isEmpty ? "" : " \(message.prefix(200))")
    }

    /// `User-rate limit exceeded.  Retry after 2026-09-11T20:00:00.000Z`
    private static func time(in message: String, now: Date) -> Duration? {
        let parts = message.split(separator: "Retry after ", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let text = parts[1].prefix { !$0.isWhitespace }
        let date: Date
        do {
            date = try Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains(".")).parse(String(text))
        } catch {
            return nil
        }
        let seconds = date.timeIntervalSince(now).rounded(.up)
        return seconds > 0 ? .seconds(Int64(min(seconds, 86_400))) : nil
    }
}
