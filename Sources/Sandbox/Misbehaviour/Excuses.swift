/// The failures a misbehaving provider answers with, in its own words where the contract sheets know them.
enum Excuses {
    static let maintenance: HTML = """
        <!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1>\
        </center><hr><center>nginx</center></body></html>
        """

    static let challenge: HTML = """
        <!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title></head><body><h1>Just a moment...</h1>\
        <p>Enable JavaScript and cookies to continue</p></body></html>
        """

    static let unauthorizedIP = Answer.json(
        [
            "success": false,
            "message":
                "Unauthorized IP (203.0.113.9). Please add this IP to your merchant Whitelist IP (T12345)",
        ], status: 403, style: .php)

    static let wrongSignature = Answer.json(
        ["success": false, "message": "Invalid signature"], status: 400, style: .php)

    static func serverError(_ provider: Provider) -> Answer {
        switch provider {
        case .tripay: .json(["success": false, "message": "Server Error"], status: 500, style: .php)
        case .komerce: komerce("Server Error", code: 500, httpStatus: 500)
        case .google: .json(["error": "internal_failure", "error_description": "Backend Error"], status: 500)
        case .gmail: gmail("Backend Error", reason: "backendError", status: 500)
        case .whatsapp: graph("(#131000) Something went wrong", code: 131_000, status: 500)
        case .binderbyte: .json(["status": 500, "message": "Internal Server Error"], status: 500)
        case .posthog: Answer(status: 503, type: "text/plain", text: "transient error, please retry")
        case .posindonesia, .smtp: .page(maintenance, status: 500)
        }
    }

    static func quota(_ provider: Provider) -> Answer {
        switch provider {
        case .tripay: .json(["success": false, "message": "Too Many Attempts."], status: 429, style: .php)
        case .komerce: komerce("Daily limit exceeded", code: 429, httpStatus: 429)
        case .google:
            .json(["error": "rate_limit_exceeded", "error_description": "Rate Limit Exceeded"], status: 429)
        case .gmail: gmail("User-rate limit exceeded (Mail sending)", reason: "rateLimitExceeded", status: 429)
        case .whatsapp: graph("(#130429) Rate limit hit", code: 130_429, status: 429)
        case .binderbyte: .json(["status": 400, "message": "Limit kuota habis"], status: 400)
        case .posthog: Answer(status: 429, type: "text/plain", text: "rate limited")
        case .posindonesia, .smtp: .page(maintenance, status: 429)
        }
    }

    /// Komerce's HTTP status and `meta.code` can differ: here 200 carries a 400.
    static func refusal(_ provider: Provider) -> Answer {
        switch provider {
        case .tripay:
            .json(["success": false, "message": "Transaksi tidak dapat diproses"], style: .php)
        case .komerce: komerce("Bad Request", code: 400, httpStatus: 200)
        case .google: .json(["error": "invalid_grant", "error_description": "Bad Request"], status: 400)
        case .gmail: gmail("Invalid To header", reason: "invalidArgument", status: 400)
        case .whatsapp: graph("(#131009) Parameter value is not valid", code: 131_009, status: 400)
        case .binderbyte: .json(["status": 400, "message": "Data not found"])
        case .posthog: Answer(status: 400, type: "text/plain", text: "failed to parse request: invalid JSON")
        case .posindonesia, .smtp: .page(maintenance, status: 200)
        }
    }

    private static func gmail(_ message: String, reason: String, status: Int) -> Answer {
        .json(
            [
                "error": [
                    "code": .integer(Int64(status)), "message": .text(message),
                    "errors": [
                        ["message": .text(message), "domain": "global", "reason": .text(reason)]
                    ],
                ]
            ], status: status)
    }

    private static func graph(_ message: String, code: Int64, status: Int) -> Answer {
        .json(
            [
                "error": [
                    "message": .text(message), "type": "OAuthException", "code": .integer(code),
                    "fbtrace_id": "ASandboxTrace",
                ]
            ], status: status)
    }

    private static func komerce(_ message: String, code: Int64, httpStatus: Int) -> Answer {
        .json(
            ["meta": ["message": .text(message), "code": .integer(code), "status": "error"], "data": nil],
            status: httpStatus, style: .go)
    }
}
