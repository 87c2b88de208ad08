public import Postgres
public import TokoCore

/// The quotes of one shop's customers. All of it throws `DatabaseError`.
public struct QuoteRepository: Sendable {
    /// What couriers asked.
    public static let life: Duration = .seconds(6 * 3_600)
    /// What stands in for couriers that do not answer.
    public static let shortLife: Duration = .seconds(600)

    private let database: TenantDatabase

    public init(_ database: TenantDatabase) { self.database = database }

    /// The customer's quote for exactly this parcel, unless it is over.
    public func fresh(_ customer: CustomerID, _ basis: QuoteBasis) async throws -> Quote? {
        guard let row = try await database.query(QuoteSQL.fresh, .id(customer), .bytes(basis.bytes)).first else {
            return nil
        }
        return Quote(
            id: try row.id("id"), basis: basis, rates: try ShippingRate.list(row.text("rates")),
            weight: try row.weight("weight_grams"), expiresAt: try row.date("expires_at"), missing: nil)
    }

    /// Keeps what was quoted, in place of what the customer had for the same parcel, and clears away the
    /// customer's quotes that are over.
    /// - Parameter village: the destination's code.
    public func save(
        _ customer: CustomerID, _ basis: QuoteBasis, rates: [ShippingRate], village: String, weight: Weight,
        lasting: Duration = life, missing: RateError? = nil
    ) async throws -> Quote {
        let json = try ShippingRate.json(rates)
        let rows = try await database.run([
            Statement(QuoteSQL.clear, .id(customer), .bytes(basis.bytes)),
            Statement(
                QuoteSQL.save, .id(customer), .bytes(basis.bytes), .grams(weight), .text(village), .json(json),
                .int(lasting.components.seconds)),
        ])
        let row = try rows[1].one()
        return Quote(
            id: try row.id("id"), basis: basis, rates: rates, weight: weight, expiresAt: try row.date("expires_at"),
            missing: missing)
    }
}

enum QuoteSQL {
    /// $1 customer, $2 basis -> id, rates, weight_grams, expires_at; at most one row
    static let fresh = SQL(
        "quote.fresh",
        """
        SELECT id, rates, weight_grams, expires_at FROM {shipping_quote}
        WHERE customer_id = $1 AND basis = $2 AND expires_at > now()
        """)

    /// $1 customer, $2 the basis to leave alone
    static let clear = SQL(
        "quote.clear",
        "DELETE FROM {shipping_quote} WHERE customer_id = $1 AND basis <> $2 AND expires_at <= now()")

    /// $1 customer, $2 basis, $3 grams, $4 village, $5 rates, $6 seconds -> id, expires_at
    static let save = SQL(
        "quote.save",
        """
        INSERT INTO {shipping_quote} (customer_id, basis, weight_grams, village_code, rates, expires_at)
        VALUES ($1, $2, $3, $4, $5, now() + $6::bigint * interval '1 second')
        ON CONFLICT (customer_id, basis) DO UPDATE
        SET rates = excluded.rates, created_at = now(), expires_at = excluded.expires_at
        RETURNING id, expires_at
        """)
}
