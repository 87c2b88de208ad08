import Hummingbird

/// Meta's Cloud API under `/whatsapp/<version>`.
///
/// Some numbers provoke, by how they end: `131026` fails by webhook, `131047` is refused, `131056` twice, `130429` asks
/// to wait a second.
struct WhatsAppCalls {
    let stage: Stage
    let book: PhoneBook
    let courier: StatusCourier
    let received: Received

    func addRoutes(to router: Router<SandboxContext>) {
        let graph = router.group("whatsapp/:version")
        graph.post(":id/messages", use: handler("messages", send))
        graph.get(":id/message_templates", use: handler("templates", listTemplates))
        graph.post(":id/message_templates", use: handler("templates", addTemplate))
        graph.post(":id/subscribed_apps", use: handler("templates") { _, _ in .json(["success": true]) })
        graph.get(":id", use: handler("phone", showPhone))
        router.post("_sandbox/whatsapp-accounts") { try await addAccount(Call($0, $1)).response }
    }

    private func handler(
        _ endpoint: String, _ work: @escaping @Sendable (Call, WhatsAppAccount) async throws -> Answer
    ) -> @Sendable (Request, SandboxContext) async throws -> Response {
        let book = book
        return stage.handler(
            .whatsapp, endpoint,
            names: { call in
                let account = await book.account(token: call.bearer ?? "")
                return [account?.phoneNumberID, account?.accessToken, account?.name]
            },
            { call in
                do {
                    guard let account = await book.account(token: call.bearer ?? "") else {
                        throw WhatsAppRefusal.token
                    }
                    return try await work(call, account)
                } catch let refusal as WhatsAppRefusal {
                    return refusal.answer
                }
            })
    }

    @Sendable private func send(_ call: Call, _ account: WhatsAppAccount) async throws -> Answer {
        guard call.parameter("id") == account.phoneNumberID else {
            throw WhatsAppRefusal.unknownObject(call.parameter("id"))
        }
        guard call.body.text("messaging_product") == "whatsapp" else {
            throw WhatsAppRefusal.parameter("messaging_product must be whatsapp")
        }
        let to = call.body.text("to") ?? ""
        guard to.wholeMatch(of: /\+?[0-9]{9,15}/) != nil else {
            throw WhatsAppRefusal.parameter("to must be a phone number")
        }
        try await provoke(to, isTemplate: call.body.text("type") == "template")
        guard call.body.text("type") == "template" else {
            throw WhatsAppRefusal(
                code: 131_047, message: "(#131047) Re-engagement message", status: 400,
                details: "More than 24 hours have passed since the customer last replied")
        }
        let template = Fields(root: call.body.root["template"] ?? .object([]))
        let name = template.text("name") ?? ""
        let language = Fields(root: template.root["language"] ?? .object([])).text("code") ?? ""
        guard
            let known = await book.templates(of: account.wabaID).first(where: {
                $0.name == name && $0.language == language && $0.status == "APPROVED"
            })
        else {
            throw WhatsAppRefusal(
                code: 132_001, message: "(#132001) Template name does not exist in the translation", status: 404,
                details: "template name (\(name)) does not exist in \(language)")
        }
        let components = template.list("components") ?? []
        let parameters = try Self.parameters(components, of: known)
        let suffix = try Self.suffix(components, of: known)
        let message = await book.take(
            known, to: to, parameters, suffix: suffix, opaque: call.body.text("biz_opaque_callback_data"), by: account)
        courier.take(message, fails: to.hasSuffix("131026"))
        var answer = Answer.json([
            "messaging_product": "whatsapp",
            "contacts": [["input": .text(to), "wa_id": .text(to.filter { $0 != "+" })]],
            "messages": [["id": .text(message.wamid), "message_status": "accepted"]],
        ])
        answer.summary = "\(name) ke \(to)"
        return answer
    }

    private func provoke(_ to: String, isTemplate: Bool) async throws {
        if to.hasSuffix("131047") {
            throw WhatsAppRefusal(
                code: 131_047, message: "(#131047) Re-engagement message", status: 400,
                details: "Message failed to send because more than 24 hours have passed")
        }
        if to.hasSuffix("131056"), await book.count(to) <= 2 {
            throw WhatsAppRefusal(
                code: 131_056, message: "(#131056) (Business Account, Consumer Account) pair rate limit hit",
                status: 400)
        }
        if to.hasSuffix("130429"), await book.count(to) <= 1 {
            throw WhatsAppRefusal(code: 130_429, message: "(#130429) Rate limit hit", status: 429, retryAfter: 1)
        }
    }

    private static func parameters(_ components: [Fields], of template: WhatsAppTemplate) throws -> [(String, String)] {
        let body = components.first { $0.text("type")?.lowercased() == "body" }
        let given = (body?.list("parameters") ?? []).map { ($0.text("parameter_name") ?? "", $0.text("text") ?? "") }
        guard given.count == template.parameters.count else {
            throw WhatsAppRefusal(
                code: 132_000, message: "(#132000) Number of parameters does not match the expected number of params",
                status: 400,
                details:
                    "body: number of localizable_params (\(given.count)) does not match the expected number of params (\(template.parameters.count))"
            )
        }
        for name in template.parameters where !given.contains(where: { $0.0 == name }) {
            throw WhatsAppRefusal(
                code: 132_012, message: "(#132012) Parameter format does not match format in the created template",
                status: 400, details: "body: Parameter name is missing or empty: \(name)")
        }
        for (name, text) in given {
            if text.isEmpty { throw WhatsAppRefusal.parameter("body: \(name) must not be empty") }
            if text.contains(where: { $0.isNewline || $0 == "\t" }) || text.contains("     ") {
                throw WhatsAppRefusal.parameter(
                    "Param text cannot have new-line/tab characters or more than 4 consecutive spaces")
            }
        }
        return given
    }

    private static func suffix(_ components: [Fields], of template: WhatsAppTemplate) throws -> String? {
        let button = components.first { $0.text("type")?.lowercased() == "button" }
        let text = button?.list("parameters")?.first?.text("text")
        guard (template.button == nil) == (text == nil) else {
            throw WhatsAppRefusal(
                code: 132_000, message: "(#132000) Number of parameters does not match the expected number of params",
                status: 400, details: "button: number of parameters does not match the template's")
        }
        return text
    }

    @Sendable private func listTemplates(_ call: Call, _ account: WhatsAppAccount) async throws -> Answer {
        guard call.parameter("id") == account.wabaID else {
            throw WhatsAppRefusal.unknownObject(call.parameter("id"))
        }
        let name = call.query.filled("name")
        let all = await book.templates(of: account.wabaID).filter { name == nil || $0.name == name }
        let limit = Int(min(100, max(1, call.query.integer("limit") ?? 25)))
        let start = max(0, Int(call.query.filled("after") ?? "") ?? 0)
        let page = all.dropFirst(start).prefix(limit)
        let end = start + page.count
        var paging: JSON = ["cursors": ["before": .text(String(start)), "after": .text(String(end))]]
        if end < all.count { paging = paging.adding(["next": .text("\(call.origin)/whatsapp/next")]) }
        return .json(["data": .list(page.map(\.json)), "paging": paging])
    }

    @Sendable private func addTemplate(_ call: Call, _ account: WhatsAppAccount) async throws -> Answer {
        guard call.parameter("id") == account.wabaID else {
            throw WhatsAppRefusal.unknownObject(call.parameter("id"))
        }
        let components = call.body.list("components") ?? []
        guard let name = call.body.filled("name"), name.wholeMatch(of: /[a-z0-9_]{1,512}/) != nil,
            let language = call.body.filled("language"),
            let body = components.first(where: { $0.text("type")?.lowercased() == "body" })?.filled("text")
        else { throw WhatsAppRefusal.parameter("name, language and a body are needed") }
        let button = components.first { $0.text("type")?.lowercased() == "buttons" }?.list("buttons")?.first
        let id = "59442548\(await book.templates(of: account.wabaID).count)"
        await book.add(
            WhatsAppTemplate(
                id: id, name: name, language: language, status: "PENDING", body: body,
                button: button.map { ($0.text("text") ?? "", $0.text("url") ?? "") }), to: account.wabaID)
        return .json(["id": .text(id), "status": "PENDING", "category": .text(call.body.text("category") ?? "UTILITY")])
    }

    @Sendable private func showPhone(_ call: Call, _ account: WhatsAppAccount) throws -> Answer {
        guard call.parameter("id") == account.phoneNumberID else {
            throw WhatsAppRefusal.unknownObject(call.parameter("id"))
        }
        return .json([
            "display_phone_number": "+62 811 0000 0001", "verified_name": .text(account.name),
            "quality_rating": "GREEN", "id": .text(account.phoneNumberID),
        ])
    }

    private func addAccount(_ call: Call) async -> Answer {
        let body = call.body
        guard let name = body.filled("name"), let token = body.filled("accessToken"),
            let phone = body.filled("phoneNumberID"), let business = body.filled("wabaID"),
            let secret = body.filled("appSecret"), let verify = body.filled("verifyToken")
        else {
            return .json(
                ["error": "name, accessToken, phoneNumberID, wabaID, appSecret and verifyToken are needed"], status: 400
            )
        }
        await book.add(
            WhatsAppAccount(
                name: name, accessToken: token, phoneNumberID: phone, wabaID: business, appSecret: secret,
                verifyToken: verify, webhookURL: body.filled("webhookURL")))
        await received.know(name, by: [token, phone])
        return .json(["name": .text(name)], status: 201)
    }
}

extension WhatsAppTemplate {
    fileprivate var json: JSON {
        var components: [JSON] = [["type": "BODY", "text": .text(body)]]
        if let button {
            components.append([
                "type": "BUTTONS",
                "buttons": [["type": "URL", "text": .text(button.text), "url": .text(button.url)]],
            ])
        }
        return [
            "name": .text(name), "language": .text(language), "status": .text(status), "category": "UTILITY",
            "components": .list(components), "id": .text(id),
        ]
    }
}
