import Testing
import WebClient

@testable import Sandbox

@Suite(.timeLimit(.minutes(10))) struct `WhatsApp` {
    static let shop = DemoCredentials.whatsAppAccounts(shopPort: 8080)[0]
    static let other = DemoCredentials.whatsAppAccounts(shopPort: 8080)[1]

    // MARK: What Meta refuses

    @Test(arguments: [
        (Notice(token: "EAAG-expired"), 401, 190), (Notice(phone: other.phoneNumberID), 400, 100),
        (Notice(to: ""), 400, 100), (Notice(to: "bukan nomor"), 400, 100),
        (Notice(template: "belum_ada"), 404, 132_001), (Notice(language: "en"), 404, 132_001),
        (Notice(parameters: [("nama", "Siti")]), 400, 132_000),
        (Notice(parameters: Notice.usual + [("kota", "Bandung")]), 400, 132_000),
        (Notice(parameters: Notice.with(name: "Siti\nBandung")), 400, 100),
        (Notice(parameters: Notice.with(name: "Siti\tBandung")), 400, 100),
        (Notice(parameters: Notice.with(name: "Siti     Bandung")), 400, 100),
        (Notice(to: "+6281200131047"), 400, 131_047),
    ])
    func `a call that is not in order is refused with Meta's code`(notice: Notice, status: Int, code: Int64)
        async throws
    {
        try await withSandbox { sandbox in
            let response = try await sandbox.send(notice)
            #expect(response.status == status)
            #expect(try response.json["error"]?["code"]?.number == code)
            #expect(try response.json["error"]?["type"] == "OAuthException")
            #expect(try await sandbox.messages().isEmpty)
        }
    }

    @Test func `somebody else's number is a thing that does not exist`() async throws {
        try await withSandbox { sandbox in
            let error = try await sandbox.send(Notice(phone: Self.other.phoneNumberID)).json["error"]
            #expect(error?["error_subcode"] == 33)
        }
    }

    @Test func `one receiver is too often twice, then no more`() async throws {
        try await withSandbox { sandbox in
            var codes: [Int64?] = []
            for _ in 1...3 {
                codes.append(try await sandbox.send(Notice(to: "+6281200131056")).json["error"]?["code"]?.number)
            }
            #expect(codes == [131_056, 131_056, nil])
        }
    }

    @Test func `too many messages a second are told how long to wait`() async throws {
        try await withSandbox { sandbox in
            let response = try await sandbox.send(Notice(to: "+6281200130429"))
            #expect(try response.json["error"]?["code"] == 130_429)
            #expect(response.header("Retry-After") == "1")
        }
    }

    // MARK: What arrives

    @Test func `the receiver reads the template filled, and tests read it too`() async throws {
        try await withSandbox { sandbox in
            let answer = try await sandbox.send(Notice()).json
            #expect(answer["contacts"]?.elements.first?["wa_id"] == "6281234567890")
            let message = try #require(try await sandbox.messages([("template", "pesanan_dibayar")]).first)
            #expect(message["id"] == answer["messages"]?.elements.first?["id"])
            #expect(message["shop"] == .text(Self.shop.name))
            #expect(message["to"] == "+6281234567890")
            #expect(message["parameters"]?["nomor_pesanan"] == "TK-7H3KQ9WX")
            #expect(
                message["text"]
                    == "Halo Siti, pembayaran untuk pesanan TK-7H3KQ9WX sebesar Rp 170.000 sudah kami terima. Terima kasih!"
            )
            let page = try await sandbox.get("/telepon", [("nomor", "+6281234567890")]).text
            #expect(page.contains("pembayaran untuk pesanan TK-7H3KQ9WX"))
            #expect(page.contains("href=\"http://batik.localhost:"))
            #expect(page.contains("/pesanan/TK-7H3KQ9WX?t=9fK2\""))
        }
    }

    @Test func `a name from a customer cannot become markup on the page`() async throws {
        try await withSandbox { sandbox in
            _ = try await sandbox.send(Notice(parameters: Notice.with(name: "<b>{{total}}</b>")))
            let page = try await sandbox.get("/telepon").text
            #expect(page.contains("Halo &lt;b&gt;{{total}}&lt;/b&gt;, pembayaran"))
        }
    }

    // MARK: What the shop is told

    @Test func `a shop hears that its message was sent and arrived, signed over the raw body`() async throws {
        try await withPhoneShop { webhook in
            try await withSandbox { sandbox in
                let shop = try await sandbox.register(webhook)
                let id = try await sandbox.send(Notice(by: shop)).json["messages"]?.elements.first?["id"]
                let calls = await webhook.next(2)
                for call in calls {
                    #expect(call.signature == call.signed(by: shop.appSecret))
                    #expect(try call.value["metadata"]?["phone_number_id"] == .text(shop.phoneNumberID))
                    #expect(try JSON(parsing: call.body)["entry"]?.elements.first?["id"] == .text(shop.wabaID))
                    #expect(try call.status["id"] == id)
                    #expect(try call.status["biz_opaque_callback_data"] == "outbox:42:9001")
                }
                #expect(try calls.map { try $0.status["status"] } == ["sent", "delivered"])
                #expect(try await sandbox.messages([("shop", shop.name)]).first?["status"] == "delivered")
            }
        }
    }

    @Test func `a number without WhatsApp is taken, and fails later`() async throws {
        try await withPhoneShop { webhook in
            try await withSandbox { sandbox in
                let shop = try await sandbox.register(webhook)
                #expect(try await sandbox.send(Notice(by: shop, to: "+6281200131026")).status == 200)
                let status = try #require(await webhook.next(1).first).status
                #expect(status["status"] == "failed")
                #expect(status["errors"]?.elements.first?["code"] == 131_026)
            }
        }
    }

    @Test func `whoever plays the phone tells the shop that the message was read`() async throws {
        try await withPhoneShop { webhook in
            try await withSandbox { sandbox in
                let shop = try await sandbox.register(webhook)
                _ = try await sandbox.send(Notice(by: shop))
                _ = await webhook.next(2)
                _ = try await sandbox.form("/telepon", [("pesan", "1"), ("kejadian", "read")])
                #expect(try #require(await webhook.next(1).first).status["status"] == "read")
            }
        }
    }

    @Test(arguments: [
        ("reorder", ["delivered", "sent"]), ("duplicate", ["sent", "sent", "delivered", "delivered"]),
    ])
    func `statuses come in disorder when told to, and the message has still arrived`(
        mode: String, statuses: [String]
    ) async throws {
        try await withPhoneShop { webhook in
            try await withSandbox { sandbox in
                let shop = try await sandbox.register(webhook)
                try await sandbox.misbehave(
                    ["provider": "whatsapp", "endpoint": "callback", "mode": .text(mode), "copies": 2])
                _ = try await sandbox.send(Notice(by: shop))
                let told = await webhook.next(statuses.count)
                #expect(try told.map { try $0.status["status"]?.text ?? "" } == statuses)
                #expect(try await sandbox.messages([("shop", shop.name)]).first?["status"] == "delivered")
            }
        }
    }

    @Test func `a wrong signature is wrong`() async throws {
        try await withPhoneShop { webhook in
            try await withSandbox { sandbox in
                let shop = try await sandbox.register(webhook)
                try await sandbox.misbehave(
                    ["provider": "whatsapp", "endpoint": "callback", "mode": "wrong_signature", "times": 1])
                _ = try await sandbox.send(Notice(by: shop))
                let call = try #require(await webhook.next(1).first)
                #expect(call.signature != call.signed(by: shop.appSecret))
                #expect(call.signature?.hasPrefix("sha256=") == true)
            }
        }
    }

    // MARK: Templates and the number

    @Test func `the templates come page by page`() async throws {
        try await withSandbox { sandbox in
            var names: [String] = []
            var after: String?
            repeat {
                var query = [("fields", "name,language,status,components"), ("limit", "3")]
                if let after { query.append(("after", after)) }
                let page = try await sandbox.graph("\(Self.shop.wabaID)/message_templates", query).json
                names += page["data"]?.elements.compactMap { $0["name"]?.text } ?? []
                after = page["paging"]?["next"] == nil ? nil : page["paging"]?["cursors"]?["after"]?.text
            } while after != nil
            #expect(
                names == [
                    "pesanan_baru", "pesanan_dibayar_toko", "stok_menipis", "resi_bermasalah", "pesanan_diterima",
                    "pesanan_dibayar", "pesanan_dikirim", "pesanan_dibatalkan",
                ])
        }
    }

    @Test(arguments: ["MjQZD", "99999", "-5"])
    func `a cursor that is none stops nothing`(cursor: String) async throws {
        try await withSandbox { sandbox in
            _ = try await sandbox.graph("\(Self.shop.wabaID)/message_templates", [("after", cursor)])
            #expect(try await sandbox.get("/healthz").status == 200)
        }
    }

    @Test func `a new template waits for its review, and cannot be sent meanwhile`() async throws {
        try await withSandbox { sandbox in
            let body: JSON = [
                "name": "promo_ongkir", "category": "UTILITY", "language": "id", "parameter_format": "named",
                "components": [["type": "body", "text": "Halo, pesanan Anda kami siapkan."]],
            ]
            let answer = try await sandbox.post(
                "/whatsapp/v25.0/\(Self.shop.wabaID)/message_templates", body,
                [("Authorization", "Bearer \(Self.shop.accessToken)")])
            #expect(try answer.json["status"] == "PENDING")
            let notice = Notice(template: "promo_ongkir", parameters: [])
            #expect(try await sandbox.send(notice).json["error"]?["code"] == 132_001)
        }
    }

    @Test func `the number tells its name`() async throws {
        try await withSandbox { sandbox in
            let number = try await sandbox.graph(
                Self.shop.phoneNumberID, [("fields", "display_phone_number,verified_name,quality_rating")]
            ).json
            #expect(number["verified_name"] == .text(Self.shop.name))
            #expect(number["id"] == .text(Self.shop.phoneNumberID))
        }
    }

    @Test func `a registered shop takes nothing from the demo shops`() async throws {
        try await withPhoneShop { webhook in
            try await withSandbox { sandbox in
                _ = try await sandbox.register(webhook)
                #expect(try await sandbox.send(Notice()).status == 200)
                #expect(try await sandbox.send(Notice(by: Self.other)).status == 200)
            }
        }
    }
}
