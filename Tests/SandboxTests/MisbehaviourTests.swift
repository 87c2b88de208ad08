import Testing
import WebClient

@testable import Sandbox

@Suite(.timeLimit(.minutes(10))) struct `Misbehaviour on demand` {
    @Test(arguments: [
        ("html", 502, "<!DOCTYPE html>"), ("html403", 403, "<!DOCTYPE html>"), ("500", 500, #"{"success":false"#),
        ("ip403", 403, #"{"success":false,"message":"Unauthorized IP"#), ("success_false", 200, #"{"success":false"#),
        ("wrong_signature", 400, #"{"success":false,"message":"Invalid signature"}"#),
        ("quota", 429, #"{"success":false"#),
        ("empty", 200, ""),
    ])
    func `a refused call made no bill, and the next call is well`(
        mode: String, status: Int, start: String
    ) async throws {
        try await withSandbox { sandbox in
            try await sandbox.misbehave(
                ["provider": "tripay", "endpoint": "create", "mode": .text(mode), "times": 1])
            let order = TriPayOrder.of(50_000, "BNIVA")
            let answer = try await sandbox.post(
                "/tripay/transaction/create", order.body, RunningSandbox.bearer(order.merchant))
            #expect(answer.status == status)
            #expect(answer.text.hasPrefix(start))
            #expect(try await sandbox.get("/_sandbox/transactions").json["transactions"] == [])
            #expect(try await sandbox.create(order)["success"] == true)
        }
    }

    @Test(arguments: ["lost_answer", "cut", "timeout"])
    func `a lost answer leaves the shop in doubt`(mode: String) async throws {
        try await withSandbox { sandbox in
            try await sandbox.misbehave(
                ["provider": "tripay", "endpoint": "create", "mode": .text(mode), "milliseconds": 20])
            let order = TriPayOrder.of(50_000, "BNIVA")
            await #expect {
                _ = try await sandbox.create(order)
            } throws: { ($0 as? WebError)?.outcomeUnknown == true }
            let list = try await sandbox.tripay("/merchant/transactions", [("merchant_ref", order.merchantRef)])
            #expect(list["data"]?.elements.count == (mode == "timeout" ? 0 : 1))
        }
    }

    @Test func `only the named merchant is struck, and clearing ends it`() async throws {
        try await withSandbox { sandbox in
            try await sandbox.misbehave(
                ["provider": "tripay", "endpoint": "*", "mode": "500", "merchant": "T10002"])
            #expect(try await sandbox.tripay("/merchant/payment-channel")["success"] == true)
            let kopi = DemoCredentials.merchants[1]
            #expect(try await sandbox.tripay("/merchant/payment-channel", as: kopi)["success"] == false)
            _ = try await sandbox.delete("/_sandbox/misbehave")
            #expect(try await sandbox.tripay("/merchant/payment-channel", as: kopi)["success"] == true)
        }
    }

    @Test(arguments: [
        (["doku", "create", "500", "1"], "provider"), (["tripay", "token", "500", "1"], "endpoint"),
        (["tripay", "create", "reorder", "1"], "mode"), (["tripay", "callback", "slow", "1"], "mode"),
        (["tripay", "create", "500", "0"], "times"), (["tripay", "create", "500", "often"], "times"),
    ])
    func `a wrong order is refused and names its field`(values: [String], field: String) async throws {
        try await withSandbox { sandbox in
            let names = ["provider", "endpoint", "mode", "times"]
            let order = JSON.object(zip(names, values).map { .init(name: $0, value: .text($1)) })
            let answer = try await sandbox.post("/_sandbox/misbehave", order)
            #expect(answer.status == 400)
            #expect(try answer.json["error"]?.text?.hasPrefix("\(field): must be") == true)
            #expect(try await sandbox.get("/_sandbox/misbehave").json == ["misbehaviours": []])
        }
    }

    @Test func `the page of switches does what the interface does`() async throws {
        try await withSandbox { sandbox in
            let added = try await sandbox.form(
                "/_sandbox/sakelar",
                [("provider", "komerce"), ("endpoint", "cost"), ("mode", "quota"), ("times", ""), ("merchant", "")])
            #expect(added.status == 303)
            let list = try await sandbox.get("/_sandbox/misbehave").json["misbehaviours"]?.elements ?? []
            #expect(list.map { $0["mode"] } == ["quota"])
            #expect(try await sandbox.get("/_sandbox").text.contains("kuota habis"))
            let wrong = try await sandbox.form(
                "/_sandbox/sakelar", [("provider", "komerce"), ("endpoint", "cost"), ("mode", "late"), ("times", "x")])
            #expect(wrong.status == 422)
            _ = try await sandbox.form("/_sandbox/sakelar/hapus", [("nomor", "1")])
            #expect(try await sandbox.get("/_sandbox/misbehave").json == ["misbehaviours": []])
        }
    }
}
