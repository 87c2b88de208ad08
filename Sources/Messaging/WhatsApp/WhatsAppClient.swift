import FoundationEssentials
import Jobs
import WebClient

/// Meta's Cloud API, as far as a shop's notices need it.
struct WhatsAppClient: Sendable {
    let baseURL: String
    let transport: WebTransport
    var timeout: Duration = .seconds(20)

    /// Sends one notice. Meta's yes is not a delivery: that comes by the webhook.
    /// - Parameter opaque: comes back with every status: `outbox:42:9001`.
    func send(_ notice: Notice, to phone: WhatsAppPhone, opaque: String, by account: WhatsAppAccount) async throws
        -> JobOutcome
    {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let body = try encoder.encode(MessageJSON(notice, to: phone, opaque: opaque))
        var request = WebRequest.json(
            "\(baseURL)/\(Form.encode(account.phoneNumberID))/messages", body: Array(body),
            headers: [("Authorization", "Bearer \(account.token)")])
        request.timeout = timeout
        let response: WebResponse
        do {
            response = try await transport.send(request)
        } catch let error as WebError {
            if case .cancelled = error { throw CancellationError() }
            return .failed(
                error.outcomeUnknown
                    ? .unknown(reason: "WhatsApp: \(error)") : .later(reason: "WhatsApp: \(error)"))
        }
        if response.isSuccess {
            // A yes without the message's name is nobody's word: its status tells, by the mark it carries.
            guard let id = MessageAnswer(response)?.id else {
                return .failed(.unknown(reason: "WhatsApp: jawaban tanpa nama pesan"))
            }
            return .done(reference: id)
        }
        if let refusal = WhatsAppRefusal(response) { return .failed(refusal.failure(response)) }
        let reason = "WhatsApp: status \(response.status) tanpa penjelasan"
        if response.status == 429 { return .failed(.later(reason: reason, after: WhatsAppRefusal.wait(response))) }
        return .failed(response.status >= 500 ? .unknown(reason: reason) : .later(reason: reason))
    }

    /// A read: what Meta says of the number, or its refusal.
    func get(_ path: String, _ query: [(String, String)], by account: WhatsAppAccount) async throws -> WebResponse {
        var request = WebRequest.get(
            "\(baseURL)/\(path)", query: query, headers: [("Authorization", "Bearer \(account.token)")])
        request.timeout = .seconds(10)
        return try await transport.send(request)
    }
}

/// The body of a template message.
private struct MessageJSON: Encodable {
    let product = "whatsapp"
    let recipient = "individual"
    let to: String
    let type = "template"
    let mark: String
    let template: Template

    enum CodingKeys: String, CodingKey {
        case to, type, template
        case product = "messaging_product"
        case recipient = "recipient_type"
        case mark = "biz_opaque_callback_data"
    }

    init(_ notice: Notice, to phone: WhatsAppPhone, opaque: String) {
        to = phone.text
        mark = opaque
        var components: [Component] = []
        if !notice.parameters.isEmpty {
            components.append(
                Component(
                    type: "body",
                    parameters: notice.parameters.map {
                        Parameter(name: $0.name, text: ParameterText.clean($0.text))
                    }))
        }
        if let suffix = notice.buttonSuffix {
            components.append(
                Component(
                    type: "button", kind: "url", index: "0", parameters: [Parameter(name: nil, text: suffix)]))
        }
        template = Template(name: notice.template, language: Language(code: notice.language), components: components)
    }

    struct Template: Encodable {
        let name: String
        let language: Language
        let components: [Component]
    }

    struct Language: Encodable {
        let code: String
    }

    struct Component: Encodable {
        let type: String
        /// Of a button.
        var kind: String?
        var index: String?
        let parameters: [Parameter]

        enum CodingKeys: String, CodingKey {
            case type, index, parameters
            case kind = "sub_type"
        }
    }

    struct Parameter: Encodable {
        let type = "text"
        let name: String?
        let text: String

        enum CodingKeys: String, CodingKey {
            case type, text
            case name = "parameter_name"
        }
    }
}

private struct MessageAnswer: Decodable {
    let messages: [Message]

    struct Message: Decodable {
        let id: String
    }

    var id: String? { messages.first?.id }

    init?(_ response: WebResponse) {
        guard let answer = try? JSONDecoder().decode(Self.self, from: Data(response.body)) else { return nil }
        self = answer
    }
}
