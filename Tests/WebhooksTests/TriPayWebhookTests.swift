import Hummingbird
import Ordering
import OrderingSupport
import TestSupport
import Testing
import Web
import WebClient
import WebSupport
import Webhooks

/// TriPay's calls as they come over the wire.
@Suite struct TriPayWebhookTests {
    private func withWebhook(
        _ body: @Sendable (ShopServer, [SellingShop]) async throws -> Void
    ) async throws {
        try await withSellingShops(2) { shops in
            try await withServer(of: shops.map(\.fixture)) { group in
                addWebhook(of: shops[0], to: group)
            } _: { server in
                try await body(server, shops)
            }
        }
    }

    private func addWebhook(of shop: SellingShop, to group: RouterGroup<ShopContext>) {
        group.group("webhook")
            .add(
                middleware: ProblemMiddleware(
                    explain: { _ in nil }, signIn: { _, _ in .redirect(to: "/") }, draw: WebhookProblems.draw)
            )
            .addRoutes(TriPayWebhook(callbacks: PaymentCallbacks(gateways: shop.gateways)).routes)
    }

    /// As TriPay calls: no cookie, and nothing that a browser says.
    private func call(
        _ shop: Browser, _ callback: BillCallback, signature: String? = nil, event: String? = "payment_status"
    ) async throws -> WebResponse {
        var headers = [("Content-Type", "application/json")]
        let signature = signature ?? callback.signature
        if signature != "none" { headers.append(("X-Callback-Signature", signature)) }
        if let event { headers.append(("X-Callback-Event", event)) }
        return try await shop.send("POST", "/webhook/tripay", headers: headers, body: callback.body)
    }

    @Test func `a signed call pays the order, and again changes nothing`() async throws {
        try await withWebhook { server, shops in
            let code = try await shops[0].order()
            let callback = try await shops[0].callback(for: code)
            let tripay = server.browser(at: "shop-1.test")
            for _ in 0..<2 {
                let response = try await call(tripay, callback)
                #expect(response.status == 200)
                #expect(response.text == #"{"success":true}"#)
                #expect(response.header("Content-Type") == "application/json")
                #expect(response.setCookies.isEmpty)
            }
            #expect(try await shops[0].detail(code).events.map(\.to) == [.pending, .paid])
            #expect(try await shops[0].onHand() == 49)
        }
    }

    @Test func `a page of another site may post all it likes: the signature is the control`() async throws {
        try await withWebhook { server, shops in
            let code = try await shops[0].order()
            let callback = try await shops[0].callback(for: code)
            let response = try await server.browser(at: "shop-1.test").send(
                "POST", "/webhook/tripay",
                headers: [
                    ("Sec-Fetch-Site", "cross-site"), ("Origin", "https://tripay.co.id"),
                    ("X-Callback-Signature", callback.signature), ("X-Callback-Event", "payment_status"),
                ], body: callback.body)
            #expect(response.status == 200)
            #expect(try await shops[0].state(of: code) == .paid)
        }
    }

    @Test func `an unsigned or wrongly signed call is forbidden and changes nothing`() async throws {
        try await withWebhook { server, shops in
            let code = try await shops[0].order()
            let callback = try await shops[0].callback(for: code)
            let others = shops[1].signed(String(decoding: callback.body, as: UTF8.self)).signature
            let tripay = server.browser(at: "shop-1.test")
            for signature in ["none", "", "00", String(repeating: "0", count: 64), others, callback.signature + "0"] {
                let response = try await call(tripay, callback, signature: signature)
                #expect(response.status == 403, "\(signature)")
                #expect(response.text.contains("\"success\":false"))
                #expect(response.text.contains("\"message\":\"Invalid signature\""))
            }
            #expect(try await shops[0].state(of: code) == .pending)
        }
    }

    @Test func `another event, a malformed body and a strange bill are told apart`() async throws {
        try await withWebhook { server, shops in
            let shop = shops[0]
            let code = try await shop.order()
            let callback = try await shop.callback(for: code)
            let tripay = server.browser(at: "shop-1.test")
            let answers: [(callback: BillCallback, event: String?, status: Int, message: String)] = [
                (callback, "other", 400, "Unrecognized callback event"),
                (callback, nil, 400, "Unrecognized callback event"),
                (shop.signed(""), "payment_status", 400, "Malformed body"),
                (shop.signed("[]"), "payment_status", 400, "Malformed body"),
                (shop.signed("{\"reference\":"), "payment_status", 400, "Malformed body"),
                (
                    shop.signed(
                        #"{"reference":"T1","merchant_ref":"X1","payment_method_code":"BNIVA","total_amount":1,"status":"PAID"}"#
                    ),
                    "payment_status", 404, "Unknown transaction"
                ),
                (try await shop.callback(for: code, total: 1_000), "payment_status", 409, "Amount differs"),
            ]
            for (callback, event, status, message) in answers {
                let response = try await call(tripay, callback, event: event)
                #expect(response.status == status, "\(message)")
                #expect(response.text.contains("\"success\":false"))
                #expect(response.text.contains("\"message\":\"\(message)\""))
            }
            #expect(try await shop.state(of: code) == .pending)
            #expect(try await shop.onHand() == 50)
        }
    }

    @Test func `the dashboard's test call, signed, is all right`() async throws {
        try await withWebhook { server, shops in
            let test = shops[0].signed(#"{"reference":null,"merchant_ref":null,"status":"PAID","note":"test"}"#)
            let response = try await call(server.browser(at: "shop-1.test"), test)
            #expect(response.status == 200)
            #expect(response.text == #"{"success":true}"#)
        }
    }

    @Test func `a body above 64 KB is not read`() async throws {
        try await withWebhook { server, shops in
            let large = shops[0].signed("{\"note\":\"\(String(repeating: "k", count: 65_536))\"}")
            let response = try await call(server.browser(at: "shop-1.test"), large)
            #expect(response.status == 413)
            #expect(response.text.contains("\"success\":false"))
        }
    }

    @Test func `one shop's call is nobody's at another, and no shop's at an unknown host`() async throws {
        try await withWebhook { server, shops in
            let code = try await shops[0].order()
            let callback = try await shops[0].callback(for: code)
            #expect(try await call(server.browser(at: "shop-2.test"), callback).status == 403)
            let resigned = shops[1].signed(String(decoding: callback.body, as: UTF8.self))
            #expect(try await call(server.browser(at: "shop-2.test"), resigned).status == 404)
            #expect(try await call(server.browser(at: "shop-9.test"), callback).status == 404)
            #expect(try await shops[0].state(of: code) == .pending)
        }
    }

    @Test func `there is nothing to read at the webhook`() async throws {
        try await withWebhook { server, _ async throws in
            #expect(try await server.browser(at: "shop-1.test").get("/webhook/tripay").status == 404)
        }
    }

    @Test func `a shop without a key fails loudly as JSON, so that the call is repeated`() async throws {
        try await withSellingShops { shops in
            // A second shop in the registry, whose keys nobody has set.
            let bare = try await shops[0].fixture.scratch.shop("shop-9")
            try await withServer(of: [shops[0].fixture, bare]) { group in
                addWebhook(of: shops[0], to: group)
            } _: { server in
                let callback = shops[0].signed("{}")
                let response = try await call(server.browser(at: "shop-9.test"), callback)
                #expect(response.status == 500)
                #expect(response.header("Content-Type") == "application/json")
                #expect(response.text.contains("\"success\":false"))
                #expect(!response.text.contains("private_key"))
            }
        }
    }
}
