import Postgres
public import TokoCore
import Vault

/// What the customer wanted to put into the cart when they were asked to sign in.
public struct PendingAdd: Hashable, Sendable {
    public let variant: VariantID
    public let quantity: Quantity

    public init(variant: VariantID, quantity: Quantity) {
        self.variant = variant
        self.quantity = quantity
    }
}

/// A sign-in on its way through Google, as it was kept when it began.
struct SignInAttempt {
    let browserHash: [UInt8]
    let nonce: String
    let codeVerifier: String
    let redirectURI: String
    let returnTo: String
    let pendingAdd: PendingAdd?
    let isFresh: Bool

    init(row: Row) throws {
        browserHash = try row.bytes("browser_hash")
        nonce = try row.text("nonce")
        codeVerifier = try row.text("code_verifier")
        redirectURI = try row.text("redirect_uri")
        returnTo = try row.text("return_to")
        isFresh = try row.bool("is_fresh")
        if let variant: VariantID = try row.idOrNil("add_variant_id") {
            pendingAdd = PendingAdd(variant: variant, quantity: try row.quantity("add_pieces"))
        } else {
            pendingAdd = nil
        }
    }

    /// In constant time: does the browser that comes back hold what this attempt's browser was given?
    func began(in browser: String?) -> Bool {
        guard let token = browser.flatMap(SessionToken.init) else { return false }
        return ConstantTime.equals(token.hash, browserHash)
    }
}

enum SignInSQL {
    /// Attempts nobody finished.
    static let sweep = SQL("sign_in.sweep", "DELETE FROM {sign_in} WHERE created_at < now() - interval '10 minutes'")

    /// $1 state's hash, $2 browser's hash, $3 nonce, $4 code verifier, $5 redirect URI, $6 return to, $7 variant or NULL,
    /// $8 pieces or NULL
    static let begin = SQL(
        "sign_in.begin",
        """
        INSERT INTO {sign_in} (state_hash, browser_hash, nonce, code_verifier, redirect_uri, return_to, add_variant_id,
            add_pieces)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        """)

    /// $1 state's hash -> browser_hash, nonce, code_verifier, redirect_uri, return_to, add_variant_id, add_pieces,
    /// is_fresh. Whoever takes it has it alone: a second time there is none.
    static let take = SQL(
        "sign_in.take",
        """
        DELETE FROM {sign_in} WHERE state_hash = $1
        RETURNING browser_hash, nonce, code_verifier, redirect_uri, return_to, add_variant_id, add_pieces,
            created_at > now() - interval '10 minutes' AS is_fresh
        """)

    /// $1 issuer, $2 subject, $3 email, $4 name
    static let customer = SQL(
        "sign_in.customer",
        """
        INSERT INTO {customer} (issuer, subject, email, name) VALUES ($1, $2, $3, $4)
        ON CONFLICT (issuer, subject) DO UPDATE
        SET email = excluded.email, name = excluded.name, signed_in_at = now()
        """)

    /// $1 issuer, $2 subject, $3 session token's hash, $4 CSRF token
    static let session = SQL(
        "sign_in.session",
        """
        INSERT INTO {session} (token_hash, customer_id, csrf_token, expires_at)
        SELECT $3, id, $4, now() + interval '30 days' FROM {customer} WHERE issuer = $1 AND subject = $2
        """)
}
