import Hummingbird
import Vault
import WebClient

@testable import Sandbox

/// A call to the messages endpoint, good unless told otherwise.
struct Notice: Sendable {
    static let usual = [("nama", "Siti"), ("nomor_pesanan", "TK-7H3KQ9WX"), ("total", "Rp 170.000")]
    static func with(name: String) -> [(String, String)] { [("nama", name)] + usual.dropFirst() }

    var account = `WhatsApp`.shop
    var token: String
    var phone: String
    var to: String
    var template: String
    var language: String
    var parameters: [(String, String)]

    init(
        by account: WhatsAppAccount = `WhatsApp`.shop, token: String? = nil, phone: String? = nil,
        to: String = "+6281234567890", template: String = "pesanan_dibayar", language: String = "id",
        parameters: [(String, String)] = usual
    ) {
        self.account = account
        self.token = token ?? account.accessToken
        self.phone = phone ?? account.phoneNumberID
        self.to = to
        self.template = template
        self.language = language
        self.parameters = parameters
    }

    var json: JSON {
        let values = parameters.map { name, text -> JSON in
            ["type": "text", "parameter_name": .text(name), "text": .text(text)]
        }
        return [
            "messaging_product": "whatsapp", "recipient_type": "individual", "to": .text(to), "type": "template",
            "biz_opaque_callback_data": "outbox:42:9001",
            "template": [
                "name": .text(template), "language": ["code": .text(language)],
                "components": [
                    ["type": "body", "parameters": .list(values)],
                    [
                        "type": "button", "sub_type": "url", "index": "0",
                        "parameters": [["type": "text", "text": "TK-7H3KQ9WX?t=9fK2"]],
                    ],
                ],
            ],
        ]
    }
}

extension RunningSandbox {
    func send(_ notice: Notice) async throws -> WebResponse {
        try await post(
            "/whatsapp/v25.0/\(notice.phone)/messages", notice.json, [("Authorization", "Bearer \(notice.token)")])
    }

    func graph(_ path: String, _ query: [(String, String)]) async throws -> WebResponse {
        try await get("/whatsapp/v25.0/\(path)", query, [("Authorization", "Bearer \(`WhatsApp`.shop.accessToken)")])
    }

    func messages(_ query: [(String, String)] = []) async throws -> [JSON] {
        try await get("/_sandbox/whatsapp-messages", query).json["messages"]?.elements ?? []
    }

    /// Another shop, with this webhook.
    func register(_ webhook: PhoneShop) async throws -> WhatsAppAccount {
        let account = WhatsAppAccount(
            name: "Toko Uji", accessToken: "EAAG-uji", phoneNumberID: "106540000000009", wabaID: "102290000000009",
            appSecret: "9123456789abcdef0123456789abcdef", verifyToken: "uji", webhookURL: webhook.url)
        let answer = try await post(
            "/_sandbox/whatsapp-accounts",
            [
                "name": .text(account.name), "accessToken": .text(account.accessToken),
                "phoneNumberID": .text(account.phoneNumberID), "wabaID": .text(account.wabaID),
                "appSecret": .text(account.appSecret), "verifyToken": .text(account.verifyToken),
                "webhookURL": .text(webhook.url),
            ])
        guard answer.status == 201 else { throw SandboxTestError.unexpected(answer.text) }
        return account
    }
}

/// A shop's webhook for WhatsApp, over real HTTP.
struct PhoneShop: Sendable {
    struct Told: Sendable {
        let signature: String?
        let body: String

        var value: JSON {
            get throws {
                let entry = try JSON(parsing: body)["entry"]?.elements.first
                return entry?["changes"]?.elements.first?["value"] ?? .null
            }
        }

        var status: JSON { get throws { try value["statuses"]?.elements.first ?? .null } }

        func signed(by secret: String) -> String {
            "sha256=" + Hex.encode(HMAC.sha256(key: Array(secret.utf8), message: Array(body.utf8)))
        }
    }

    let url: String
    let calls: AsyncStream<Told>

    /// The next calls, in the order they came.
    func next(_ count: Int) async -> [Told] {
        var told: [Told] = []
        for await call in calls {
            told.append(call)
            if told.count == count { break }
        }
        return told
    }
}

/// Runs a shop while `body` uses it.
func withPhoneShop<Result: Sendable>(_ body: (PhoneShop) async throws -> Result) async throws -> Result {
    let (calls, intake) = AsyncStream.makeStream(of: PhoneShop.Told.self)
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let router = Router()
    router.post("webhook/whatsapp") { request, _ in
        let text = String(buffer: try await request.body.collect(upTo: 65_536))
        let signature = request.headers.first { $0.name.canonicalName == "x-hub-signature-256" }?.value
        intake.yield(.init(signature: signature, body: text))
        return Response(status: .ok)
    }
    let application = Application(
        router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in
            port.yield(channel.localAddress?.port ?? 0)
            port.finish()
        }, logger: quiet)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { port.finish() }
            try await application.run()
        }
        guard let bound = await ports.first(where: { _ in true }) else { throw SandboxTestError.neverListened }
        let result = try await body(PhoneShop(url: "http://127.0.0.1:\(bound)/webhook/whatsapp", calls: calls))
        group.cancelAll()
        return result
    }
}
