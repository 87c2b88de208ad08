import Testing
import WebClient

@testable import Sandbox

@Suite(.timeLimit(.minutes(10))) struct `Callbacks` {
    static let key = DemoCredentials.merchants[0].privateKey

    static func paidExample(note: String?) throws -> Bill {
        let merchant = `TriPay's contract`.example
        let order = TriPayOrder(merchant: merchant, merchantRef: "TK-20260301-0007")
        var bill = Bill(
            reference: "DEV-T1234500000012ABCDE", apiKey: merchant.apiKey,
            order: try CreateOrder(Fields(root: order.body), of: merchant, now: 1_772_337_600),
            payCode: "810791351119808",
            qrString: nil, now: 1_772_337_600)
        try bill.move(to: .paid, at: 1_772_341_200, note: note)
        return bill
    }

    @Test(arguments: [
        (nil, 314, "a5d354c054da164f32e29a6e82a8e393e0111fb6d6ef49267193912d2a664851"),
        ("Dibayar via BNI/ATM", 332, "45cce7f219b56586e590b0735504b527d1896482965fe731901fb7e5acdf1820"),
    ])
    func `the body and its signature are the documented ones, bytes and all`(
        note: String?, length: Int, signature: String
    ) throws {
        let body = try Self.paidExample(note: note).callbackBody(.paid)
        #expect(body.utf8.count == length)
        #expect(TriPaySignature.of(body, key: "sandbox-demo-private-key-0001") == signature)
    }

    @Test func `a payment reaches the shop, signed over its raw bytes`() async throws {
        try await withShop { shop in
            try await withSandbox { sandbox in
                var order = TriPayOrder.of(50_000, "BNIVA")
                order.callbackURL = shop.url
                let reference = try #require(try await sandbox.bill(order)["reference"]?.text)
                let result = try await sandbox.settle(reference)
                #expect(result["deliveries"]?.elements.map { $0["accepted"] } == [true])
                let letter = try #require(await shop.next(1).first)
                #expect(letter.event == "payment_status")
                #expect(letter.signature == TriPaySignature.of(letter.body, key: Self.key))
                #expect(letter.body.contains(#""note":"Dibayar via BNI Virtual Account\/Sandbox""#))
                let body = try JSON(parsing: letter.body)
                #expect(body["total_amount"] == 54_250)
                #expect(body["fee_customer"] == 4_250)
                #expect(body["payment_method"] == "BNI Virtual Account")
                #expect(body["payment_method_code"] == "BNIVA")
                #expect(body["is_closed_payment"] == 1)
            }
        }
    }

    @Test(arguments: [
        (200, #"{"success": false}"#), (200, "[]"), (500, #"{"success": true}"#), (302, ""), (200, "<html>"),
    ])
    func `an answer that is not success is followed by two more tries`(status: Int, text: String) async throws {
        try await withShop(answering: ShopAnswers(bodies: [(status, text)])) { shop in
            try await withSandbox { sandbox in
                var order = TriPayOrder.of(50_000, "BNIVA")
                order.callbackURL = shop.url
                let reference = try #require(try await sandbox.bill(order)["reference"]?.text)
                _ = try await sandbox.post("/_sandbox/transactions/\(reference)/pay", [:])
                let letters = await shop.next(3)
                #expect(Set(letters.map(\.body)).count == 1)
                #expect(Set(letters.map(\.signature)).count == 1)
            }
        }
    }

    @Test func `a shop that recovers is not asked a third time`() async throws {
        let answers = ShopAnswers(bodies: [(503, ""), (200, #"{"success": true}"#)])
        try await withShop(answering: answers) { shop in
            try await withSandbox { sandbox in
                var order = TriPayOrder.of(50_000, "BNIVA")
                order.callbackURL = shop.url
                let reference = try #require(try await sandbox.bill(order)["reference"]?.text)
                _ = try await sandbox.post("/_sandbox/transactions/\(reference)/pay", [:])
                _ = await shop.next(2)
                // A refund is the next letter: nothing came between.
                _ = try await sandbox.settle(reference, "refund")
                #expect(try await shop.next(1).map { try $0.status } == ["REFUND"])
            }
        }
    }

    @Test func `a shop that is down does not fail the payment`() async throws {
        try await withSandbox { sandbox in
            var order = TriPayOrder.of(50_000, "BNIVA")
            order.callbackURL = "http://127.0.0.1:1/webhook/tripay"
            let reference = try #require(try await sandbox.bill(order)["reference"]?.text)
            let result = try await sandbox.settle(reference)
            #expect(result["status"] == "PAID")
            let attempt = result["deliveries"]?.elements.first?["attempts"]?.elements.first
            #expect(attempt?["http_status"] == JSON.null)
            #expect(attempt?["accepted"] == false)
        }
    }

    @Test(arguments: [
        (["pay", "pay"], 409), (["pay", "expire"], 409), (["expire", "fail"], 409), (["refund"], 409),
        (["expire", "pay"], 200), (["pay", "refund"], 200), (["dance"], 404),
    ])
    func `a bill moves only along its map`(deeds: [String], last: Int) async throws {
        try await withSandbox { sandbox in
            let reference = try #require(try await sandbox.bill(.of(50_000, "BNIVA"))["reference"]?.text)
            var status = 0
            for deed in deeds {
                status = try await sandbox.post("/_sandbox/transactions/\(reference)/\(deed)", [:]).status
            }
            #expect(status == last)
        }
    }

    @Test func `misbehaving callbacks: copies, reorder, wrong signature, wrong amount, none`() async throws {
        try await withShop { shop in
            try await withSandbox { sandbox in
                func paid(_ order: JSON) async throws -> [JSON] {
                    try await sandbox.misbehave(
                        (["provider": "tripay", "endpoint": "callback", "times": 1] as JSON).adding(order))
                    var bill = TriPayOrder.of(50_000, "BNIVA")
                    bill.callbackURL = shop.url
                    let reference = try #require(try await sandbox.bill(bill)["reference"]?.text)
                    return try await sandbox.settle(reference)["deliveries"]?.elements ?? []
                }
                #expect(try await paid(["mode": "duplicate", "copies": 4]).count == 4)
                #expect(Set(await shop.next(4).map(\.body)).count == 1)

                _ = try await paid(["mode": "reorder"])
                #expect(try await shop.next(3).map { try $0.status } == ["EXPIRED", "PAID", "EXPIRED"])

                _ = try await paid(["mode": "wrong_signature"])
                let forged = try #require(await shop.next(1).first)
                #expect(forged.signature?.count == 64)
                #expect(forged.signature != TriPaySignature.of(forged.body, key: Self.key))

                _ = try await paid(["mode": "wrong_amount"])
                let wrong = try #require(await shop.next(1).first)
                #expect(wrong.signature == TriPaySignature.of(wrong.body, key: Self.key))
                #expect(try JSON(parsing: wrong.body)["total_amount"] == 53_250)

                #expect(try await paid(["mode": "none"]).isEmpty)
                #expect(try await sandbox.get("/_sandbox/misbehave").json == ["misbehaviours": []])
            }
        }
    }
}
