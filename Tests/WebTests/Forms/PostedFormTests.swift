import Hummingbird
import TestSupport
import Testing
import Web
import WebClient
import WebSupport

/// Forms as they come over the wire.
@Suite struct PostedFormTests {
    static let type = "application/x-www-form-urlencoded"

    private func withEcho(_ body: @Sendable (Browser) async throws -> Void) async throws {
        try await withShops { shops in
            try await withServer(of: shops) { group in
                group.withPlainProblems().post("echo") { request, _ in
                    Page.text(try await Web.Form.posted(request).raw("a"), type: "text/plain")
                }
            } _: { server in
                try await body(server.browser(at: "shop-1.test"))
            }
        }
    }

    @Test func `only a form is read as one`() async throws {
        try await withEcho { browser in
            let answers: [(type: String?, body: [UInt8], status: Int, text: String)] = [
                (Self.type, Array("a=kopi".utf8), 200, "kopi"),
                ("\(Self.type); charset=UTF-8", Array("a=kopi".utf8), 200, "kopi"),
                ("Application/X-WWW-Form-URLEncoded", Array("a=kopi".utf8), 200, "kopi"),
                (Self.type, Array("a=é".utf8), 200, "é"),
                (Self.type, [], 200, ""),
                (nil, Array("a=kopi".utf8), 400, "unreadable"),
                ("application/json", Array("{\"a\":\"kopi\"}".utf8), 400, "unreadable"),
                ("multipart/form-data; boundary=x", Array("a=kopi".utf8), 400, "unreadable"),
                ("text/plain", Array("a=kopi".utf8), 400, "unreadable"),
                (Self.type, Array("a=%".utf8), 400, "unreadable"),
                (Self.type, Array("a=%ff".utf8), 400, "unreadable"),
                (Self.type, Array("a=".utf8) + [0xff], 400, "unreadable"),
                (Self.type, Array("a=".utf8) + [0xc3], 400, "unreadable"),
                (Self.type, Array("a=x".utf8) + [0], 400, "unreadable"),
            ]
            for (type, bytes, status, text) in answers {
                let headers = type.map { [("Content-Type", $0)] } ?? [("Content-Type", "")]
                let response = try await browser.send("POST", "/echo", headers: headers, body: bytes)
                #expect(response.status == status, "\(type ?? "none") \(bytes)")
                #expect(response.text == text, "\(type ?? "none") \(bytes)")
            }
        }
    }

    @Test func `a form may have 64 KB and not a byte more`() async throws {
        try await withEcho { browser in
            let most = "a=" + String(repeating: "k", count: 65_534)
            let kept = try await browser.post("/echo", encoded: most)
            #expect(kept.status == 200)
            #expect(kept.body.count == 65_534)
            for bytes in [65_537, 200_000] {
                let refused = try await browser.post("/echo", encoded: "a=" + String(repeating: "k", count: bytes - 2))
                #expect(refused.status == 413)
                #expect(refused.text == "too_large")
            }
        }
    }
}
