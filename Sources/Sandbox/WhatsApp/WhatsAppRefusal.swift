import HTTPTypes

/// Meta's errors, in its own form.
struct WhatsAppRefusal: Error {
    let code: Int64
    let message: String
    let status: Int
    var details: String?
    var subcode: Int64?
    var retryAfter: Int?

    static let token = WhatsAppRefusal(
        code: 190, message: "Error validating access token: The session is invalid.", status: 401, subcode: 463)

    static func unknownObject(_ id: String) -> WhatsAppRefusal {
        WhatsAppRefusal(
            code: 100, message: "Unsupported post request. Object with ID '\(id)' does not exist", status: 400,
            subcode: 33)
    }

    static func parameter(_ details: String) -> WhatsAppRefusal {
        WhatsAppRefusal(code: 100, message: "(#100) Invalid parameter", status: 400, details: details)
    }

    var answer: Answer {
        var members: [JSON.Member] = [
            JSON.Member(name: "message", value: .text(message)),
            JSON.Member(name: "type", value: "OAuthException"), JSON.Member(name: "code", value: .integer(code)),
        ]
        if let subcode { members.append(JSON.Member(name: "error_subcode", value: .integer(subcode))) }
        if let details {
            members.append(
                JSON.Member(
                    name: "error_data",
                    value: ["messaging_product": "whatsapp", "details": .text(details)]))
        }
        members.append(JSON.Member(name: "fbtrace_id", value: "ASandboxTrace"))
        var answer = Answer.json(["error": .object(members)], status: status)
        if let retryAfter { answer.headers[.retryAfter] = String(retryAfter) }
        answer.summary = "\(code): \(message)"
        return answer
    }
}
