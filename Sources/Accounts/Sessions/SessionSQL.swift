import Postgres

enum SessionSQL {
    /// $1 token's hash -> customer_id, customer_name, customer_email, customer_phone, csrf_token, expires_at, is_renewed.
    /// Renewed at most once a day, so that reading a page seldom writes.
    static let customer = SQL(
        "session.customer",
        """
        WITH renewed AS (
            UPDATE {session} SET expires_at = now() + interval '30 days'
            WHERE token_hash = $1 AND customer_id IS NOT NULL
                AND expires_at > now() AND expires_at < now() + interval '29 days'
            RETURNING token_hash, expires_at
        )
        SELECT c.id AS customer_id, c.name AS customer_name, c.email AS customer_email, c.phone AS customer_phone,
            s.csrf_token, coalesce(r.expires_at, s.expires_at) AS expires_at, r.token_hash IS NOT NULL AS is_renewed
        FROM {session} s
        JOIN {customer} c ON c.id = s.customer_id
        LEFT JOIN renewed r ON r.token_hash = s.token_hash
        WHERE s.token_hash = $1 AND s.expires_at > now()
        """)

    /// $1 token's hash -> staff_id, staff_email, staff_name, staff_role, staff_is_active, has_password, csrf_token,
    /// expires_at
    static let staff = SQL(
        "session.staff",
        """
        SELECT f.id AS staff_id, f.email AS staff_email, f.name AS staff_name, f.role AS staff_role,
            f.is_active AS staff_is_active, f.password_hash IS NOT NULL AS has_password, s.csrf_token, s.expires_at
        FROM {session} s
        JOIN {staff} f ON f.id = s.staff_id AND f.is_active
        WHERE s.token_hash = $1 AND s.expires_at > now()
        """)

    /// $1 token's hash, $2 customer or NULL, $3 staff or NULL, $4 CSRF token
    static let create = SQL(
        "session.create",
        """
        INSERT INTO {session} (token_hash, customer_id, staff_id, csrf_token, expires_at)
        VALUES ($1, $2::bigint, $3, $4,
            now() + CASE WHEN $2::bigint IS NULL THEN interval '12 hours' ELSE interval '30 days' END)
        """)

    static let sweep = SQL("session.sweep", "DELETE FROM {session} WHERE expires_at <= now()")

    /// $1 token's hash
    static let delete = SQL("session.delete", "DELETE FROM {session} WHERE token_hash = $1")

    /// $1 customer
    static let deleteOfCustomer = SQL(
        "session.delete_of_customer", "DELETE FROM {session} WHERE customer_id = $1")

    /// $1 staff
    static let deleteOfStaff = SQL("session.delete_of_staff", "DELETE FROM {session} WHERE staff_id = $1")
}
