import Foundation
import Jobs
import Sandbox
import Tenancy
import TestSupport
import Testing
import WebClient

@testable import Messaging

/// What TokoKu relies on of a mail server, at the sandbox's.
@Suite("SMTP contract") struct SMTPContractTests {
    private func withServer(
        _ change: [String: String] = [:], _ body: @Sendable (MailFixture) async throws -> Void
    ) async throws {
        try await withMailFixture(isConnected: false) { fixture in
            struct Place: Decodable { let port: Int }
            let answer = try await fixture.transport.send(.get("\(fixture.sandbox)/_sandbox/smtp"))
            let port = try JSONDecoder().decode(Place.self, from: Data(answer.body)).port
            let login = DemoCredentials.smtpLogins[0]
            let keys = [
                "host": "127.0.0.1", "port": "\(port)", "username": login.username, "password": login.password,
                "from": login.address, "security": "none",
            ]
            try await fixture.set(.smtp, keys.merging(change) { $1 })
            try await body(fixture)
        }
    }

    private static func verdict(_ fixture: MailFixture) async -> ProbeResult.Verdict {
        await SMTPProbe(accounts: SMTPAccounts(secrets: fixture.secrets)).probe(fixture.shop.id).verdict
    }

    @Test func `each provoking receiver gets the outcome that mends it`() async throws {
        try await withServer { fixture in
            let expected: [(receiver: String, outcome: String)] = [
                ("siti@ok.test", "done"), ("invalid@ok.test", "permanent"), ("rate@ok.test", "later"),
                ("rate@ok.test", "later"), ("rate@ok.test", "done"), ("daily@ok.test", "account"),
                ("expired@ok.test", "later"), ("slow@ok.test", "unknown"), ("bukan alamat", "permanent"),
            ]
            for (receiver, name) in expected {
                let outcome = try #require(try await fixture.outcome(to: receiver))
                print("smtp  \(receiver): \(outcome.name) \(outcome.reason)")
                #expect(outcome.name == name, "\(receiver): \(outcome)")
            }
            let mail = try #require(try await fixture.mails(to: "siti@ok.test").first)
            #expect(mail.subject == "Kuitansi – pesanan 1" && mail.attachments.first?.size == 8)
            #expect(try await fixture.mails(to: "slow@ok.test").count == 1)
            #expect(try await fixture.lane.provider(for: fixture.shop.id) == .smtp)
            #expect(await Self.verdict(fixture) == .works)
        }
    }

    @Test func `each misbehaviour of the server has its outcome`() async throws {
        try await withServer { fixture in
            let table = [
                "500": "later", "html": "later", "empty": "later", "timeout": "later", "slow": "done",
                "quota": "later", "wrong_signature": "account", "success_false": "permanent", "cut": "unknown",
                "lost_answer": "unknown",
            ]
            for (mode, name) in table.sorted(by: { $0.key < $1.key }) {
                try await fixture.switchOn("smtp", "session", mode)
                let outcome = try #require(try await fixture.outcome(to: "siti@ok.test"))
                try await fixture.switchOff()
                print("smtp  \(mode): \(outcome.name) \(outcome.reason)")
                #expect(outcome.name == name, "\(mode): \(outcome)")
            }
        }
    }

    @Test(arguments: [
        (["password": "salah"], "account", ProbeResult.Verdict.refused),
        // The server offers no TLS: not a word of the login may be said.
        (["security": "starttls"], "account", .incomplete), (["security": "tls"], "account", .incomplete),
        (["from": "lain@example.com"], "account", .works), (["from": "bukan alamat"], "account", .incomplete),
        (["port": "1"], "later", .unreachable), (["port": "nol"], "account", .incomplete),
        (["host": "127.0.0.1/x"], "account", .incomplete), (["host": "tidak-ada.invalid"], "later", .unreachable),
        (["username": "x\r\nRCPT TO:<a@b.example>"], "account", .incomplete),
    ])
    func `wrong keys are the shop's to mend`(
        change: [String: String], name: String, verdict: ProbeResult.Verdict
    ) async throws {
        try await withServer(change) { fixture in
            let outcome = try await fixture.outcome(to: "siti@ok.test")
            #expect(outcome?.name == name, "\(String(describing: outcome))")
            #expect(await Self.verdict(fixture) == verdict)
            #expect(try await fixture.mails(to: "siti@ok.test").isEmpty)
        }
    }

    @Test(arguments: [
        "a@b.example>\r\nRCPT TO:<c@d.example", "a@b.example\nDATA", "a b@c.example", "<a@b.example>", "",
    ])
    func `an address begins no other command`(address: String) async throws {
        let letter = SMTPLetter(from: "a@b.example", to: address, message: Array("x\r\n".utf8))
        await #expect(throws: SMTPError.invalidAddress) {
            try await SMTPTransport().send(letter, to: SMTPServer(host: "127.0.0.1", port: 1, security: .none))
        }
    }

    @Test func `the shop's choice goes first, the other when only that one is there`() async throws {
        try await withServer { fixture in
            let mailbox = DemoCredentials.mailboxes[0]
            try await fixture.set(
                .gmail,
                ["refresh_token": mailbox.refreshToken, "client_id": mailbox.clientID, "address": mailbox.address])
            #expect(try await fixture.lane.provider(for: fixture.shop.id) == .gmail)
            let settings = ShopSettingsRepository(fixture.shop.database)
            var changed = try await settings.load()
            changed.mailTransport = .smtp
            try await settings.save(changed)
            #expect(try await fixture.lane.provider(for: fixture.shop.id) == .smtp)
            #expect(try await fixture.outcome(to: "siti@ok.test")?.name == "done")
        }
    }
}
