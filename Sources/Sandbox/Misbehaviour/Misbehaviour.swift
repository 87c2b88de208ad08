/// One order to misbehave: which calls, how, and how often.
struct Misbehaviour: Sendable, Equatable {
    enum Mode: String, CaseIterable, Sendable {
        /// Never answers; hangs up after the wait.
        case timeout
        /// Answers well, after the wait.
        case slow
        /// A 500 in the provider's own JSON.
        case serverError = "500"
        /// A 502 with an HTML page.
        case html
        /// Cloudflare's 403 "Just a moment..." page.
        case html403
        /// TriPay's 403 for a server that is not on the merchant's list.
        case unauthorizedIP = "ip403"
        /// A refusal in the provider's own JSON, with HTTP 200 where the provider does that.
        case successFalse = "success_false"
        /// Does the work, then sends half of the answer.
        case cut
        /// Does the work, then hangs up without a word after the wait.
        case lostAnswer = "lost_answer"
        /// HTTP 200 and no body.
        case empty
        /// HTTP 429.
        case quota
        /// On a call: refuses the signature. On a callback: signs wrongly.
        case wrongSignature = "wrong_signature"
        /// Callback: several copies at once.
        case duplicate
        /// Callback: EXPIRED, then the true one, then EXPIRED again.
        case reorder
        /// Callback: another amount than the buyer paid, properly signed.
        case wrongAmount = "wrong_amount"
        /// Callback: only after the wait.
        case late
        /// Callback: never sent.
        case none

        var isForCalls: Bool {
            switch self {
            case .duplicate, .reorder, .wrongAmount, .late, .none: false
            default: true
            }
        }

        var isForCallbacks: Bool { !isForCalls || self == .wrongSignature }
    }

    var provider: Provider
    /// An endpoint's name, or `*` for each call of the provider.
    var endpoint: String
    var mode: Mode
    /// How many calls it still strikes; nil: until it is cleared.
    var times: Int64?
    /// The wait of `timeout`, `slow`, `lost_answer` and `late`.
    var milliseconds: Int64?
    /// How many copies `duplicate` sends.
    var copies: Int64?
    /// Only calls of this merchant code, key or client id.
    var merchant: String?

    /// Reads an order from JSON or a form.
    /// - Throws: ``MisbehaviourError`` naming the field and what it may be.
    init(_ fields: Fields) throws(MisbehaviourError) {
        let providers = Provider.allCases.map(\.rawValue)
        guard let provider = fields.text("provider").flatMap(Provider.init(rawValue:)) else {
            throw .unknown(field: "provider", allowed: providers)
        }
        let endpoints = provider.endpoints + ["*"]
        guard let endpoint = fields.filled("endpoint"), endpoints.contains(endpoint) else {
            throw .unknown(field: "endpoint", allowed: endpoints)
        }
        let fitting = Mode.allCases.filter { endpoint == "callback" ? $0.isForCallbacks : $0.isForCalls }
        guard let mode = fields.text("mode").flatMap(Mode.init(rawValue:)), fitting.contains(mode) else {
            throw .unknown(field: "mode", allowed: fitting.map(\.rawValue))
        }
        self.provider = provider
        self.endpoint = endpoint
        self.mode = mode
        times = try Self.count(fields, "times", upTo: 1_000_000)
        milliseconds = try Self.count(fields, "milliseconds", upTo: 3_600_000)
        copies = try Self.count(fields, "copies", upTo: 1_000)
        merchant = fields.filled("merchant")
    }

    private static func count(
        _ fields: Fields, _ name: String, upTo most: Int64
    ) throws(MisbehaviourError) -> Int64? {
        guard fields.filled(name) != nil else { return nil }
        guard let number = fields.integer(name), (1...most).contains(number) else {
            throw .outOfRange(field: name, most: most)
        }
        return number
    }

    /// The wait, or `standard` milliseconds when none was set.
    func wait(standard: Int64) -> Duration { .milliseconds(milliseconds ?? standard) }

    var json: JSON {
        [
            "provider": .text(provider.rawValue), "endpoint": .text(endpoint), "mode": .text(mode.rawValue),
            "times": .optional(times), "milliseconds": .optional(milliseconds), "copies": .optional(copies),
            "merchant": .optional(merchant),
        ]
    }
}

/// Whose contract a call belongs to.
enum Provider: String, CaseIterable, Sendable {
    case tripay, komerce, google, gmail, smtp, whatsapp, binderbyte, posindonesia, posthog

    /// The names under which its calls can be told to misbehave.
    var endpoints: [String] {
        switch self {
        case .tripay: ["create", "channels", "fee", "instruction", "detail", "status", "list", "callback"]
        case .komerce: ["search", "cost", "list", "track", "delivery_search", "delivery_cost"]
        case .google: ["auth", "token", "certs", "userinfo", "revoke"]
        case .gmail: ["send"]
        case .smtp: ["session"]
        case .whatsapp: ["messages", "templates", "phone", "callback"]
        case .binderbyte: ["track", "couriers", "quota"]
        case .posindonesia: ["search"]
        case .posthog: ["capture", "batch"]
        }
    }
}

enum MisbehaviourError: Error, Equatable {
    case unknown(field: String, allowed: [String])
    case outOfRange(field: String, most: Int64)

    var message: String {
        switch self {
        case .unknown(let field, let allowed): "\(field): must be one of \(allowed.joined(separator: ", "))"
        case .outOfRange(let field, let most): "\(field): must be a whole number from 1 to \(most)"
        }
    }
}
