import FoundationEssentials
import Testing
import WebClient

@testable import Sandbox

@Suite(.timeLimit(.minutes(10))) struct `The bank` {
    @Test func `a bill is found by its VA number as people type it, and paid by a button`() async throws {
        try await withSandbox { sandbox in
            let bill = try await sandbox.bill(.of(50_000, "BNIVA"))
            let code = try #require(bill["pay_code"]?.text)
            let typed = "\(code.prefix(4)) \(code.dropFirst(4))"
            let found = try await sandbox.get("/bank/cari", [("kode", typed)])
            let address = try #require(found.header("Location"))
            #expect(address == "/bayar/\(try #require(bill["reference"]?.text))")
            #expect(bill["checkout_url"] == .text(sandbox.base + address))
            let page = try await sandbox.get(address).text
            #expect(page.contains("bukan uang sungguhan"))
            #expect(page.contains(code))
            #expect(page.contains("Rp 54.250"))
            #expect(try await sandbox.form(address + "/bayar", []).header("Location") == address)
            #expect(try await sandbox.get(address).text.contains("Lunas"))
            #expect(try await sandbox.form(address + "/kedaluwarsa", []).status == 409)
        }
    }

    @Test func `a code nobody has is answered beside the field, with what was typed`() async throws {
        try await withSandbox { sandbox in
            let answer = try await sandbox.get("/bank/cari", [("kode", "<script>alert(1)</script>")])
            #expect(answer.status == 404)
            #expect(answer.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            #expect(!answer.text.contains("<script>"))
        }
    }

    @Test func `what shops send is shown, not run`() async throws {
        try await withSandbox { sandbox in
            var order = TriPayOrder.of(50_000, "QRIS")
            order.merchantRef = "\"><img src=x>"
            order.items = [["name": "<b>Kopi</b>", "price": 50_000, "quantity": 1]]
            let reference = try #require(try await sandbox.bill(order)["reference"]?.text)
            for path in ["/bank", "/bayar/\(reference)"] {
                let page = try await sandbox.get(path).text
                #expect(!page.contains("<img src=x>"))
                #expect(!page.contains("<b>Kopi"))
            }
        }
    }

    @Test(arguments: ["/", "/bank", "/google", "/kurir", "/kurir?asal=menteng&tujuan=dago&berat=1500", "/_sandbox"])
    func `every page says that it is no real money and runs no script`(path: String) async throws {
        try await withSandbox { sandbox in
            let answer = try await sandbox.get(path)
            #expect(answer.status == 200)
            #expect(answer.text.contains("<html lang=\"id\">"))
            #expect(answer.text.contains("bukan uang sungguhan"))
            #expect(!answer.text.contains("<script"))
        }
    }

    @Test func `a bill outlives the sandbox and expires by itself`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        try await withShop { shop in
            let configuration = SandboxConfiguration(
                port: 0, callbackRetryDelay: .milliseconds(20), expiryInterval: .milliseconds(20), stateFile: file.path)
            var order = TriPayOrder.of(50_000, "BNIVA")
            order.callbackURL = shop.url
            let reference = try await withSandbox(configuration) { sandbox in
                let answer = try await sandbox.post(
                    "/_sandbox/merchants",
                    [
                        "apiKey": "DEV-baru", "privateKey": "rahasia", "merchantCode": "T20000", "name": "Baru",
                        "feeBearer": "merchant",
                    ])
                #expect(answer.status == 201)
                #expect(!answer.text.contains("rahasia"))
                return try #require(try await sandbox.bill(order)["reference"]?.text)
            }
            // The second bill was due long ago: written into the file as if the sandbox had slept through it.
            let merchant = DemoCredentials.merchants[0]
            let past: Int64 = 1_700_000_000
            let overdue = Bill(
                reference: "DEV-T1000100000002XXXXX", apiKey: merchant.apiKey,
                order: try CreateOrder(Fields(root: order.body), of: merchant, now: past), payCode: "81070002",
                qrString: nil, now: past)
            let (journal, entries) = try Journal.open(file.path)
            try journal.rewrite(entries + [.bill(overdue)])

            try await withSandbox(configuration) { sandbox in
                let letter = try #require(await shop.next(1).first)
                #expect(try letter.status == "EXPIRED")
                #expect(letter.body.contains("DEV-T1000100000002XXXXX"))
                #expect(try await sandbox.settle(reference)["status"] == "PAID")
                let new = Merchant(
                    apiKey: "DEV-baru", privateKey: "rahasia", merchantCode: "T20000", name: "Baru",
                    feeBearer: .merchant)
                #expect(try await sandbox.bill(.of(50_000, "BNIVA", new))["fee_merchant"] == 4_250)
            }
        }
    }

    @Test func `a state file that is not one stops the start with its name and line`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("{\"nonsense\":1}\n".utf8).write(to: file)
        await #expect(throws: JournalError.malformed(path: file.path, line: 1)) {
            try await withSandbox(SandboxConfiguration(port: 0, stateFile: file.path)) { _ in }
        }
    }
}
