import Foundation
import Jobs
import Postgres
import Sandbox
import Tenancy
import TestSupport
import Testing
import TokoCore
import Vault
import WebClient

@testable import Messaging

@Suite struct GmailConnectionTests {
    private static let redirect = "http://batik.localhost:8080/admin/gmail/callback"

    private struct Visit: Sendable {
        let query: [String: String]
        let browser: String
    }

    /// Goes to Google as the owner, and comes back with what Google says.
    private static func visit(
        _ fixture: MailFixture, person: String = "meutia@kopi.example.id", ticks: Bool = true, cancels: Bool = false
    ) async throws -> Visit {
        let start = try await fixture.connection.begin(
            fixture.shop.database, redirectURI: redirect, staffSession: "sesi-1")
        let page = try await fixture.transport.send(.get(start.location))
        #expect(page.status == 200 && page.text.contains("Kirim email atas nama Anda"))
        let items = URLComponents(string: start.location)?.queryItems ?? []
        var fields = items.map { ("q-\($0.name)", $0.value ?? "") }
        if ticks { fields.append(("izin", "https://www.googleapis.com/auth/gmail.send")) }
        fields.append(cancels ? ("person", "batal") : ("email", person))
        let answer = try await fixture.transport.send(.form("\(fixture.sandbox)/google/accounts/pilih", fields))
        let back = URLComponents(string: answer.header("Location") ?? "")?.queryItems ?? []
        return Visit(
            query: Dictionary(back.map { ($0.name, $0.value ?? "") }) { $1 }, browser: start.browserToken)
    }

    private static func finish(
        _ fixture: MailFixture, _ visit: Visit, browser: String? = nil, session: String = "sesi-1"
    ) async throws -> String {
        try await fixture.connection.finish(
            fixture.shop.database, query: visit.query, browserToken: browser ?? visit.browser, staffSession: session)
    }

    @Test func `an owner connects a mailbox, sends from it, and lets it go`() async throws {
        try await withMailFixture(isConnected: false) { fixture in
            let database = fixture.shop.database
            #expect(try await fixture.connection.state(of: database) == .notConnected)
            let visit = try await Self.visit(fixture)
            #expect(try await Self.finish(fixture, visit) == "meutia@kopi.example.id")
            #expect(try await fixture.connection.state(of: database) == .connected(address: "meutia@kopi.example.id"))
            #expect(try await fixture.outcome(to: "siti@ok.test")?.name == "done")
            #expect(try await fixture.mails(to: "siti@ok.test").first?.from == "meutia@kopi.example.id")
            await #expect(throws: GmailConnectionError.expired) { try await Self.finish(fixture, visit) }

            let account = try #require(try await fixture.accounts.account(of: fixture.shop.id))
            try await fixture.connection.disconnect(database)
            #expect(try await fixture.connection.state(of: database) == .notConnected)
            #expect(try await fixture.secrets.all(.gmail, of: fixture.shop.id).isEmpty)
            await #expect(throws: GmailTrouble.revoked.failure()) { try await fixture.tokens.fresh(for: account) }
        }
    }

    @Test func `a consent belongs to one browser and one session`() async throws {
        try await withMailFixture(isConnected: false) { fixture in
            for (browser, session) in [("lain", "sesi-1"), (nil, "sesi-2"), ("", "sesi-1")] as [(String?, String)] {
                let visit = try await Self.visit(fixture)
                await #expect(throws: GmailConnectionError.expired) {
                    try await Self.finish(fixture, visit, browser: browser, session: session)
                }
            }
            #expect(try await fixture.connection.state(of: fixture.shop.database) == .notConnected)
        }
    }

    @Test func `what Google did not grant is not kept`() async throws {
        try await withMailFixture(isConnected: false) { fixture in
            let unticked = try await Self.visit(fixture, ticks: false)
            await #expect(throws: GmailConnectionError.scopeMissing) { try await Self.finish(fixture, unticked) }
            let cancelled = try await Self.visit(fixture, cancels: true)
            await #expect(throws: GmailConnectionError.cancelled) { try await Self.finish(fixture, cancelled) }
            let unverified = try await Self.visit(fixture, person: "rizky@example.net")
            await #expect(throws: GmailConnectionError.refused) { try await Self.finish(fixture, unverified) }
            #expect(try await fixture.secrets.all(.gmail, of: fixture.shop.id).isEmpty)
        }
    }

    @Test func `a dead grant asks for reconnecting, and a new one heals it`() async throws {
        try await withMailFixture { fixture in
            let outcome = try await fixture.outcome(to: "revoked@ok.test")
            let database = fixture.shop.database
            let since = Date(timeIntervalSince1970: 1_786_500_000)
            try await ProviderHealthRepository(database).failed(
                .gmail, reason: outcome?.reason ?? "", isRefusal: true, at: since)
            let address = DemoCredentials.mailboxes[0].address
            #expect(
                try await fixture.connection.state(of: database)
                    == .reconnectNeeded(address: address, reason: GmailTrouble.revoked.rawValue, since: since))
            _ = try await Self.finish(fixture, try await Self.visit(fixture))
            #expect(try await fixture.connection.state(of: database) == .connected(address: "meutia@kopi.example.id"))
        }
    }

    @Test func `another shop's mailbox does not open`() async throws {
        try await withShops(2) { shops in
            let secrets = shops[0].scratch.secrets(as: shops[0].pool)
            try await secrets.keepMailbox(["refresh_token": "1//0g-rahasia"], of: shops[0].id)
            #expect(try await secrets.secret(.gmail, "refresh_token", of: shops[0].id) == "1//0g-rahasia")
            try await shops[0].admin.withExclusive { connection in
                try await connection.script(
                    """
                    INSERT INTO tokoku.provider_secret (tenant_id, provider, field, sealed, key_version)
                    SELECT \(shops[1].id.number), provider, field, sealed, key_version FROM tokoku.provider_secret
                    WHERE tenant_id = \(shops[0].id.number)
                    """, name: "test.move")
            }
            await #expect(throws: VaultError.tampered) { try await secrets.all(.gmail, of: shops[1].id) }
        }
    }
}
