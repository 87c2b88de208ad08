import FoundationEssentials
import Vault

/// A message that a shop has sent.
struct PhoneMessage: Sendable {
    let number: Int64
    let at: Date
    let account: WhatsAppAccount
    let to: String
    let template: WhatsAppTemplate
    let parameters: [(String, String)]
    let buttonSuffix: String?
    let opaque: String?
    /// `accepted`, `sent`, `delivered`, `read`, `failed`
    var status = "accepted"
    /// Never one of an earlier run's: shops remember those.
    let wamid = "wamid.\(SecureRandom.token(bytes: 18))"

    var text: String { template.filled(parameters) }

    var link: (text: String, url: String)? {
        guard let button = template.button, let buttonSuffix else { return nil }
        return (button.text, button.url.replacing("{{1}}", with: buttonSuffix))
    }

    var json: JSON {
        [
            "id": .text(wamid), "shop": .text(account.name), "to": .text(to), "template": .text(template.name),
            "parameters": .object(parameters.map { JSON.Member(name: $0.0, value: .text($0.1)) }),
            "text": .text(text), "status": .text(status), "mark": .optional(opaque),
            "at": .integer(Int64(at.timeIntervalSince1970)),
        ]
    }
}

/// The accounts, their templates, and every phone's messages. Forgotten when the sandbox stops.
actor PhoneBook {
    static let capacity = 10_000

    private var accounts: [String: WhatsAppAccount] = [:]
    private var templates: [String: [WhatsAppTemplate]] = [:]
    private var messages: [PhoneMessage] = []
    private var last: Int64 = 0
    private var provoked: [String: Int] = [:]

    init(_ accounts: [WhatsAppAccount]) {
        for account in accounts {
            self.accounts[account.phoneNumberID] = account
            templates[account.wabaID] = WhatsAppTemplate.standard(account)
        }
    }

    func add(_ account: WhatsAppAccount) {
        accounts[account.phoneNumberID] = account
        templates[account.wabaID] = WhatsAppTemplate.standard(account)
    }

    func account(phone: String) -> WhatsAppAccount? { accounts[phone] }

    func account(business: String) -> WhatsAppAccount? { accounts.values.first { $0.wabaID == business } }

    func account(token: String) -> WhatsAppAccount? { accounts.values.first { $0.accessToken == token } }

    func templates(of business: String) -> [WhatsAppTemplate] { templates[business] ?? [] }

    func add(_ template: WhatsAppTemplate, to business: String) { templates[business, default: []].append(template) }

    func take(
        _ template: WhatsAppTemplate, to phone: String, _ parameters: [(String, String)], suffix: String?,
        opaque: String?, by account: WhatsAppAccount
    ) -> PhoneMessage {
        last += 1
        let message = PhoneMessage(
            number: last, at: Date(), account: account, to: phone, template: template, parameters: parameters,
            buttonSuffix: suffix, opaque: opaque)
        if messages.count >= Self.capacity { messages.removeFirst() }
        messages.append(message)
        return message
    }

    /// Moves it only forward, in whatever order shops are told.
    /// - Returns: nil when it is not there any more.
    func set(_ status: String, of number: Int64) -> PhoneMessage? {
        guard let index = messages.firstIndex(where: { $0.number == number }) else { return nil }
        let way = ["accepted", "sent", "delivered", "read"]
        let here = way.firstIndex(of: messages[index].status) ?? way.count
        if status == "failed" ? here < 2 : here < way.firstIndex(of: status) ?? 0 { messages[index].status = status }
        return messages[index]
    }

    /// Newest first.
    func list(shop: String? = nil, template: String? = nil, to: String? = nil) -> [PhoneMessage] {
        messages.reversed().filter { message in
            (shop == nil || message.account.name == shop) && (template == nil || message.template.name == template)
                && (to == nil || message.to == to)
        }
    }

    /// The how many-eth message to a number that provokes.
    func count(_ phone: String) -> Int {
        provoked[phone, default: 0] += 1
        return provoked[phone] ?? 1
    }
}
