import FoundationEssentials
import TokoCore

/// The body of a call. Everything is optional: unknown fields and types are taken and passed over.
struct WhatsAppEvent: Decodable {
    struct Entry: Decodable {
        let id: String?
        let changes: [Change]?
    }

    struct Change: Decodable {
        let field: String?
        let value: Value?

        private enum CodingKeys: String, CodingKey { case field, value }

        /// Other fields' values have shapes of their own.
        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            field = try container.decodeIfPresent(String.self, forKey: .field)
            value = field == "messages" ? try container.decodeIfPresent(Value.self, forKey: .value) : nil
        }
    }

    struct Value: Decodable {
        struct Metadata: Decodable {
            let phoneNumberID: String?

            private enum CodingKeys: String, CodingKey { case phoneNumberID = "phone_number_id" }
        }

        let metadata: Metadata?
        let statuses: [Status]?
        let messages: [Message]?
    }

    struct Status: Decodable {
        struct Problem: Decodable {
            struct Data: Decodable { let details: String? }
            let code: Int64?
            let title: String?
            let data: Data?

            private enum CodingKeys: String, CodingKey {
                case code, title
                case data = "error_data"
            }
        }

        let id: String?
        let status: String?
        let timestamp: String?
        let mark: String?
        let errors: [Problem]?

        private enum CodingKeys: String, CodingKey {
            case id, status, timestamp, errors
            case mark = "biz_opaque_callback_data"
        }
    }

    struct Message: Decodable {
        struct Text: Decodable { let body: String? }
        let from: String?
        let text: Text?
    }

    let entry: [Entry]?

    /// Only of the shop's own number in its own business account.
    func values(of account: WhatsAppAccount) -> [Value] {
        (entry ?? []).filter { $0.id == account.businessID }.flatMap { $0.changes ?? [] }.compactMap(\.value)
            .filter { $0.metadata?.phoneNumberID == account.phoneNumberID }
    }
}

extension WhatsAppEvent.Status {
    /// Nil for a status that says nothing to us. A mark of another shop is not looked at.
    func status(of tenant: TenantID) -> MessageStatus? {
        let delivery: MessageStatus.Delivery
        switch status {
        case "sent": delivery = .sent
        case "delivered": delivery = .delivered
        case "read", "played": delivery = .read
        case "failed": delivery = .failed
        default: return nil
        }
        guard let id, (1...500).contains(id.utf8.count) else { return nil }
        let mark = mark.flatMap(OutboxMark.init).flatMap { $0.tenant == tenant ? $0.job : nil }
        let seconds = timestamp.flatMap(Int64.init).map { min(max($0, 0), 32_503_680_000) }
        return MessageStatus(
            message: id, job: mark, delivery: delivery,
            at: seconds.map { Date(timeIntervalSince1970: Double($0)) } ?? Date(),
            reason: delivery == .failed ? Self.words(errors?.first) : nil)
    }

    private static func words(_ problem: Problem?) -> String {
        guard let problem, let code = problem.code else { return "WhatsApp tidak dapat menyampaikannya" }
        let said = [problem.title, problem.data?.details].compactMap { $0 }.joined(separator: "; ")
        let ours =
            switch code {
            case 131_026: "nomor ini tidak ada di WhatsApp, atau tidak dapat menerima pesan"
            case 131_047: "lebih dari 24 jam sejak pembeli terakhir menulis"
            case 131_049: "WhatsApp membatasi pesan ke orang ini untuk sementara"
            case 131_050: "orang ini tidak mau menerima pesan promosi dari toko"
            case 131_042: "metode pembayaran akun WhatsApp bermasalah"
            default: ""
            }
        let all = [ours, said].filter { !$0.isEmpty }.joined(separator: ". ")
        return Notice.line("WhatsApp \(code): \(all)")
    }
}

extension WhatsAppEvent.Message {
    /// Whoever wrote that they want no more of these.
    var stopping: WhatsAppPhone? {
        guard let from, let body = text?.body else { return nil }
        let word = body.filter { $0.isLetter }.uppercased()
        guard word == "STOP" || word == "BERHENTI" else { return nil }
        return WhatsAppPhone(typed: from.hasPrefix("+") ? from : "+" + from)
    }
}

extension Notice {
    /// One line of at most 500 characters.
    static func line(_ text: String) -> String {
        String(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(500))
    }
}
