import Hummingbird
import Messaging
import OrderingSupport
import Postgres
import Tenancy
import TestSupport
import Testing
import TokoCore
import Vault
import Web
import WebClient
import WebSupport
import Webhooks

/// Meta's calls as they come over the wire.
@Suite struct WhatsAppWebhookTests {
    private static let business = "102290129340398"
    private static let number = "106540352242922"

    private func withWebhook(_ body: @Sendable (ShopServer, [SellingShop]) async throws -> Void) async throws {
        try await withSellingShops(2) { shops in
            let ids = shops.map(\.fixture.id)
            let accounts = WhatsAppAccounts(baseURL: nil) { tenant in
                guard let place = ids.firstIndex(of: tenant) else { return [:] }
                return [
                    "access_token": "token-\(place)", "phone_number_id": Self.number, "waba_id": Self.business,
                    "app_secret": Self.secret(place), "verify_token": "rahasia-\(place)",
                ]
            }
            try await withServer(of: shops.map(\.fixture)) { group in
                group.group("webhook").addRoutes(WhatsAppWebhook(events: WhatsAppEvents(accounts: accounts)).routes)
            } _: { server in
                try await body(server, shops)
            }
        }
    }

    private static func secret(_ shop: Int) -> String { "0123456789abcdef0123456789abcde\(shop)" }

    private func call(
        _ server: ShopServer, at shop: Int, _ text: String, signedBy signer: Int? = nil, signature: String? = nil
    ) async throws -> WebResponse {
        let body = Array(text.utf8)
        let mac = HMAC.sha256(key: Array(Self.secret(signer ?? shop).utf8), message: body)
        return try await server.browser(at: "shop-\(shop + 1).test").send(
            "POST", "/webhook/whatsapp",
            headers: [
                ("Content-Type", "application/json"),
                ("X-Hub-Signature-256", signature ?? "sha256=\(Hex.encode(mac))"),
            ], body: body)
    }

    private func event(_ status: String, _ message: String, mark: String) -> String {
        """
        {"object":"whatsapp_business_account","entry":[{"id":"\(Self.business)","changes":[{"value":\
        {"messaging_product":"whatsapp","metadata":{"phone_number_id":"\(Self.number)"},"statuses":[\
        {"id":"\(message)","status":"\(status)","timestamp":"1786502480","recipient_id":"6281234567890",\
        "biz_opaque_callback_data":"\(mark)"}]},"field":"messages"}]}]}
        """
    }

    private func job(in shop: SellingShop) async throws -> Int64 {
        try await shop.shop.database.query(WhatsAppTestSQL.sent).one().int("id")
    }

    private func delivery(_ job: Int64, in shop: SellingShop) async throws -> String? {
        try await shop.shop.database.query(WhatsAppTestSQL.delivery, .int(job)).one().textOrNil("delivery")
    }

    @Test func `Meta's question is answered with its own words, and nobody else's`() async throws {
        try await withWebhook { server, _ async throws in
            let meta = server.browser(at: "shop-1.test")
            let path = "/webhook/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token="
            let right = try await meta.get(path + "rahasia-0")
            #expect(right.status == 200)
            #expect(right.text == "1158201444")
            #expect(right.header("Content-Type") == "text/plain")
            for wrong in [path, path + "rahasia-1", "/webhook/whatsapp?hub.mode=other&hub.verify_token=rahasia-0"] {
                #expect(try await meta.get(wrong).status == 403, "\(wrong)")
            }
        }
    }

    @Test func `statuses go forward only, whatever comes twice or out of order`() async throws {
        try await withWebhook { server, shops in
            let job = try await job(in: shops[0])
            let mark = "outbox:\(shops[0].fixture.id):\(job)"
            let steps = [
                ("sent", "sent"), ("sent", "sent"), ("read", "read"), ("delivered", "read"), ("sent", "read"),
                ("failed", "read"), ("unheard_of", "read"),
            ]
            for (told, kept) in steps {
                let response = try await call(server, at: 0, event(told, "wamid.1", mark: mark))
                #expect(response.status == 200)
                #expect(response.text.isEmpty)
                #expect(try await delivery(job, in: shops[0]) == kept, "\(told)")
            }
        }
    }

    @Test func `a bad signature, and another shop's secret, change nothing`() async throws {
        try await withWebhook { server, shops in
            let job = try await job(in: shops[0])
            let text = event("delivered", "wamid.1", mark: "outbox:\(shops[0].fixture.id):\(job)")
            for signature in ["", "sha256=", "sha256=00", "sha256=" + String(repeating: "0", count: 64)] {
                #expect(try await call(server, at: 0, text, signature: signature).status == 403, "\(signature)")
            }
            #expect(try await call(server, at: 0, text, signedBy: 1).status == 403)
            #expect(try await delivery(job, in: shops[0]) == nil)
        }
    }

    @Test func `a mark of another shop moves nobody's message`() async throws {
        try await withWebhook { server, shops in
            let jobs = [try await job(in: shops[0]), try await job(in: shops[1])]
            let text = event("delivered", "wamid.7", mark: "outbox:\(shops[0].fixture.id):\(jobs[0])")
            #expect(try await call(server, at: 1, text).status == 200)
            #expect(try await delivery(jobs[0], in: shops[0]) == nil)
            #expect(try await delivery(jobs[1], in: shops[1]) == nil)
        }
    }

    @Test(arguments: ["", "[]", "{", #"{"entry":[{"id":"1","changes":[{"field":"new","value":7}]}]}"#])
    func `what is signed and not understood is taken all the same`(text: String) async throws {
        try await withWebhook { server, _ async throws in
            #expect(try await call(server, at: 0, text).status == 200)
        }
    }

    @Test(arguments: [("STOP", false), ("berhenti!", false), ("Kak, kapan dikirim?", true)])
    func `whoever writes stop loses no order, only its notices`(word: String, stays: Bool) async throws {
        try await withWebhook { server, shops in
            _ = try await shops[0].order()
            try await shops[0].shop.database.query(WhatsAppTestSQL.agree)
            let text = """
                {"entry":[{"id":"\(Self.business)","changes":[{"value":{"metadata":{"phone_number_id":"\(Self.number)"},\
                "messages":[{"from":"6281234567890","id":"wamid.in","type":"text","text":{"body":"\(word)"}}]},\
                "field":"messages"}]}]}
                """
            #expect(try await call(server, at: 0, text).status == 200)
            #expect(try await shops[0].shop.database.query(WhatsAppTestSQL.agreed).one().bool("agreed") == stays)
        }
    }
}

enum WhatsAppTestSQL {
    static let sent = SQL(
        "test_whatsapp_sent",
        """
        INSERT INTO {outbox} (lane, kind, dedupe_key, payload, state, finished_at)
        VALUES ('whatsapp', 'owner.paid', 'test', '{}', 'sent', now()) RETURNING id
        """)
    static let delivery = SQL("test_whatsapp_delivery", "SELECT delivery FROM {outbox} WHERE id = $1")
    static let agree = SQL("test_whatsapp_agree", "UPDATE {order} SET wants_whatsapp = true")
    static let agreed = SQL("test_whatsapp_agreed", "SELECT bool_and(wants_whatsapp) AS agreed FROM {order}")
}
