import FoundationEssentials
import WebClient

/// What an answer of TriPay amounts to. HTTP statuses are not documented and lie; the envelope's `success` decides.
enum TriPayAnswer {
    /// `{"success": true, "message": "", "data": ...}`
    case success([UInt8])
    /// `{"success": false, "message": "..."}`
    case failure(message: String)
    /// A page, nothing, or not the envelope: a bot check, maintenance, a broken proxy. Says what, for the log.
    case unreadable(String)

    private struct Verdict: Decodable {
        let success: Flag
        let message: String?
    }

    private struct Content<Payload: Decodable>: Decodable {
        let data: Payload
    }

    init(_ response: WebResponse) {
        let kind = response.header("Content-Type")?.split(separator: ";").first.map(String.init) ?? "no content type"
        let what = "HTTP \(response.status), \(kind.prefix(60)), \(response.body.count) bytes"
        guard let first = response.body.first(where: { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }) else {
            self = .unreadable("\(what): empty")
            return
        }
        guard first == UInt8(ascii: "{") else {
            self = .unreadable(first == UInt8(ascii: "<") ? "\(what): a web page" : "\(what): not JSON")
            return
        }
        do {
            let verdict = try JSONDecoder().decode(Verdict.self, from: Data(response.body))
            self = verdict.success.isOn ? .success(response.body) : .failure(message: verdict.message ?? "")
        } catch {
            self = .unreadable("\(what): not TriPay's envelope")
        }
    }

    /// The envelope's `data`.
    static func data<Payload: Decodable>(_ type: Payload.Type, of body: [UInt8]) throws -> Payload {
        try JSONDecoder().decode(Content<Payload>.self, from: Data(body)).data
    }
}
