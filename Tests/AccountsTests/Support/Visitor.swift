import Accounts
import Postgres
import TestSupport
import Testing
import TokoCore

extension GoogleSignIn {
    /// Signs somebody in from the first click to the end.
    func visit(
        _ shop: ShopFixture, _ google: FakeGoogle, returnTo: String = "/", pendingAdd: PendingAdd? = nil
    ) async throws -> SignInOutcome {
        let start = try await begin(shop, returnTo: returnTo, pendingAdd: pendingAdd)
        return try await finish(shop, google.consent(at: start.location), browser: start.browserToken.text)
    }

    func begin(
        _ shop: ShopFixture, returnTo: String = "/", pendingAdd: PendingAdd? = nil, browser: String? = nil
    ) async throws -> SignInStart {
        try await begin(
            shop.database, clientID: FakeGoogle.clientID, redirectURI: FakeGoogle.redirectURI, returnTo: returnTo,
            pendingAdd: pendingAdd, browserToken: browser)
    }

    func finish(
        _ shop: ShopFixture, _ query: [String: String], browser: String?, secret: String = FakeGoogle.clientSecret
    ) async throws -> SignInOutcome {
        try await finish(
            shop.database, clientID: FakeGoogle.clientID, clientSecret: secret, query: query, browserToken: browser)
    }
}

extension ShopFixture {
    /// A customer without any sign-in.
    func customer() async throws -> CustomerID {
        try await database.query(VisitorSQL.customer).one().id("id")
    }

    func customers() async throws -> Int64 { try await database.query(VisitorSQL.count).one().int("customers") }

    /// Makes all attempts eleven minutes older.
    func ageAttempts() async throws { try await database.query(VisitorSQL.ageAttempts) }

    /// $1 seconds
    func ageSessions(by seconds: Int64) async throws { try await database.query(VisitorSQL.ageSessions, .int(seconds)) }

    func ageLinks() async throws { try await database.query(VisitorSQL.ageLinks) }

    func dismiss(_ email: String) async throws { try await database.query(VisitorSQL.dismiss, .text(email)) }

    /// Of everybody on the staff.
    func setPasswordHash(_ hash: String) async throws {
        try await database.query(VisitorSQL.setPasswordHash, .text(hash))
    }

    func passwordHash() async throws -> String {
        try await database.query(VisitorSQL.passwordHash).one().text("password_hash")
    }

    /// Every secret column, to see that no token lies there as it is.
    func secrets() async throws -> [[UInt8]] {
        try await database.query(VisitorSQL.secrets).map { try $0.bytes("secret") }
    }
}

enum VisitorSQL {
    static let customer = SQL(
        "test.customer",
        """
        INSERT INTO {customer} (issuer, subject, email, name)
        VALUES ('test', gen_random_uuid()::text, 'budi@example.com', 'Budi') RETURNING id
        """)

    static let count = SQL("test.customers", "SELECT count(*) AS customers FROM {customer}")

    static let ageAttempts = SQL(
        "test.age_attempts", "UPDATE {sign_in} SET created_at = created_at - interval '601 seconds'")

    static let ageSessions = SQL(
        "test.age_sessions", "UPDATE {session} SET expires_at = expires_at - $1::bigint * interval '1 second'")

    static let ageLinks = SQL(
        "test.age_links", "UPDATE {staff_link} SET expires_at = expires_at - interval '72 hours'")

    static let dismiss = SQL("test.dismiss", "UPDATE {staff} SET is_active = false WHERE email = $1")

    static let setPasswordHash = SQL("test.set_password_hash", "UPDATE {staff} SET password_hash = $1")

    static let passwordHash = SQL("test.password_hash", "SELECT password_hash FROM {staff}")

    static let secrets = SQL(
        "test.secrets",
        """
        SELECT token_hash AS secret FROM {session}
        UNION ALL SELECT state_hash FROM {sign_in} UNION ALL SELECT browser_hash FROM {sign_in}
        UNION ALL SELECT token_hash FROM {staff_link}
        """)
}
