import Foundation
import Jobs
import Sandbox
import SandboxSupport
import Tenancy
import TestSupport
import Testing
import TokoCore
import WebClient

@testable import Messaging

/// What TokoKu relies on of Gmail. The real side wants `TOKOKU_REAL_GMAIL_CLIENT_ID`, `_CLIENT_SECRET`,
/// `_REFRESH_TOKEN` and `_RECIPIENT`, and sends one letter to the last.
@Suite("Gmail contract") struct GmailContractTests {
    private func withSide(
        _ side: ContractSide, _ body: @Sendable (MailFixture, _ receiver: String) async throws -> Void
    ) async throws {
        switch side {
        case .sandbox: try await withMailFixture { try await body($0, "siti@ok.test") }
        case .real:
            let keys = try (
                id: ContractSide.key("gmail", "client_id"), secret: ContractSide.key("gmail", "client_secret"),
                token: ContractSide.key("gmail", "refresh_token"), to: ContractSide.key("gmail", "recipient")
            )
            try await withMailFixture(at: "", GmailEndpoints()) { fixture in
                try await fixture.set(.google, ["client_id": keys.id, "client_secret": keys.secret])
                try await fixture.set(
                    .gmail, ["refresh_token": keys.token, "client_id": keys.id, "address": "uji@example.com"])
                try await body(fixture, keys.to)
            }
        }
    }

    @Test(arguments: ContractSide.sides(of: "gmail"))
    func `a letter with a receipt is taken, and Gmail names it`(side: ContractSide) async throws {
        try await withSide(side) { fixture, receiver in
            guard case .done(let reference)? = try await fixture.outcome(to: receiver) else {
                Issue.record("not sent")
                return
            }
            #expect(reference?.isEmpty == false)
        }
    }

    @Test(arguments: ContractSide.sides(of: "gmail"))
    func `a grant nobody gave is the shop's to mend`(side: ContractSide) async throws {
        try await withSide(side) { fixture, receiver in
            try await fixture.set(.gmail, ["refresh_token": "1//0g-nobody-gave-this"])
            let outcome = try await fixture.outcome(to: receiver)
            #expect(outcome == .failed(GmailTrouble.revoked.failure()))
            #expect(
                await GmailProbe(accounts: fixture.accounts, tokens: fixture.tokens).probe(fixture.shop.id).verdict
                    == .refused)
        }
    }

    @Test(arguments: ContractSide.sides(of: "gmail"))
    func `a wrong client secret is the shop's to mend`(side: ContractSide) async throws {
        try await withSide(side) { fixture, receiver in
            try await fixture.set(.google, ["client_secret": "GOCSPX-nobody"])
            #expect(try await fixture.outcome(to: receiver) == .failed(GmailTrouble.clientRefused.failure()))
        }
    }

    @Test(arguments: ContractSide.sides(of: "gmail"))
    func `the probe finds a mailbox that may send`(side: ContractSide) async throws {
        try await withSide(side) { fixture, _ in
            let result = await GmailProbe(accounts: fixture.accounts, tokens: fixture.tokens).probe(fixture.shop.id)
            #expect(result.verdict == .works, "\(result.detail)")
        }
    }

    @Test func `each provoking receiver gets the outcome that mends it`() async throws {
        try await withMailFixture { fixture in
            let expected: [(receiver: String, outcome: String)] = [
                ("siti@ok.test", "done"), ("invalid@ok.test", "permanent"), ("rate@ok.test", "later"),
                ("rate@ok.test", "later"), ("rate@ok.test", "done"), ("daily@ok.test", "account"),
                ("expired@ok.test", "done"), ("slow@ok.test", "unknown"), ("bukan alamat", "permanent"),
                ("", "skipped"),
                ("revoked@ok.test", "account"), ("siti@ok.test", "account"),
            ]
            for (receiver, name) in expected {
                let outcome = try #require(try await fixture.outcome(to: receiver))
                print("gmail  \(receiver): \(outcome.name) \(outcome.reason)")
                #expect(outcome.name == name, "\(receiver): \(outcome)")
                if name == "later" { #expect((outcome.after ?? .zero) <= .seconds(3) && outcome.after != nil) }
                if receiver == "daily@ok.test" { #expect(outcome.after == .seconds(6 * 3_600)) }
            }
            // The one window: sent, and nobody told us.
            #expect(try await fixture.mails(to: "slow@ok.test").count == 1)
            #expect(try await fixture.mails(to: "expired@ok.test").count == 1)
            #expect(try await fixture.mails(to: "invalid@ok.test").isEmpty)
        }
    }

    @Test func `each misbehaviour of Gmail and of its token endpoint has its outcome`() async throws {
        try await withMailFixture { fixture in
            let sending = [
                "timeout": "unknown", "slow": "done", "500": "unknown", "html": "unknown", "html403": "later",
                "ip403": "later", "success_false": "permanent", "cut": "unknown", "lost_answer": "unknown",
                "empty": "unknown", "quota": "account", "wrong_signature": "later",
            ]
            let asking = [
                "timeout": "later", "slow": "done", "500": "later", "html": "later", "html403": "later",
                "ip403": "later", "success_false": "account", "cut": "later", "lost_answer": "later", "empty": "later",
                "quota": "later", "wrong_signature": "later",
            ]
            for (provider, endpoint, table) in [("gmail", "send", sending), ("google", "token", asking)] {
                for (mode, name) in table.sorted(by: { $0.key < $1.key }) {
                    await fixture.tokens.forget(fixture.shop.id)
                    try await fixture.switchOn(provider, endpoint, mode)
                    let outcome = try #require(try await fixture.outcome(to: "siti@ok.test"))
                    try await fixture.switchOff()
                    print("\(provider) \(endpoint)  \(mode): \(outcome.name) \(outcome.reason)")
                    #expect(outcome.name == name, "\(provider) \(mode): \(outcome)")
                    #expect(!outcome.reason.contains("ya29") && !outcome.reason.contains("1//0g"))
                }
            }
        }
    }

    @Test func `the inbox shows the letter as it was written`() async throws {
        try await withMailFixture { fixture in
            #expect(try await fixture.outcome(to: "siti@ok.test")?.name == "done")
            let mail = try #require(try await fixture.mails(to: "siti@ok.test").first)
            #expect(mail.subject == "Kuitansi – pesanan 1")
            #expect(mail.from == DemoCredentials.mailboxes[0].address)
            #expect(mail.shop == "Toko shop-1")
            #expect(mail.text == "Terima kasih, Siti!\r\nTotal Rp 170.000")
            #expect(mail.html == "<p>Terima kasih, <b>Siti</b>!</p>")
            let file = try #require(mail.attachments.first)
            #expect(file.name == "Kuitansi ☕.pdf" && file.type == "application/pdf" && file.size == 8)
            #expect(try await fixture.transport.send(.get(file.url)).text == "%PDF-1.4")
            for page in ["/surat", "/surat/\(mail.id)", "/surat/\(mail.id)/isi", "/surat/\(mail.id)?lihat=teks"] {
                #expect(try await fixture.transport.send(.get(fixture.sandbox + page)).status == 200)
            }
        }
    }

    @Test func `twenty letters at once ask for one token`() async throws {
        try await withMailFixture { fixture in
            try await withThrowingTaskGroup(of: JobOutcome?.self) { group in
                for _ in 0..<20 { group.addTask { try await fixture.outcome(to: "siti@ok.test") } }
                for try await outcome in group { #expect(outcome?.name == "done") }
            }
            #expect(try await fixture.tokenCalls() == 1)
            #expect(try await fixture.mails(to: "siti@ok.test").count == 20)
        }
    }

    @Test func `a letter that cannot go holds up no other, and a lane that cannot go holds up all`() async throws {
        try await withMailFixture { fixture in
            let ledger = try await fixture.send(
                to: "invalid@ok.test", "a@ok.test", "bukan alamat", "b@ok.test", "daily@ok.test", "c@ok.test")
            #expect(await ledger.outcomes.map(\.outcome.name) == ["permanent", "done", "permanent", "done", "account"])
            #expect(await ledger.sending == [1, 2, 4, 5])
        }
    }

    @Test func `without a mailbox letters wait`() async throws {
        try await withMailFixture(isConnected: false) { fixture in
            let ledger = try await fixture.send(to: "a@ok.test", "b@ok.test")
            #expect(await ledger.outcomes.map(\.outcome.name) == ["account"])
            #expect(await ledger.sending.isEmpty)
            #expect(try await fixture.lane.provider(for: fixture.shop.id) == nil)
            #expect(
                await GmailProbe(accounts: fixture.accounts, tokens: fixture.tokens).probe(fixture.shop.id).verdict
                    == .notSetUp)
        }
    }
}
