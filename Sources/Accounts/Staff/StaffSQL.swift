import Postgres

/// Columns of a person: staff_id, staff_email, staff_name, staff_role, staff_is_active, has_password.
enum StaffSQL {
    static let list = SQL(
        "staff.list",
        """
        SELECT id AS staff_id, email AS staff_email, name AS staff_name, role AS staff_role,
            is_active AS staff_is_active, password_hash IS NOT NULL AS has_password
        FROM {staff}
        ORDER BY role <> 'owner', lower(name), id
        """)

    /// $1 email -> a person, password_hash
    static let account = SQL(
        "staff.account",
        """
        SELECT id AS staff_id, email AS staff_email, name AS staff_name, role AS staff_role,
            is_active AS staff_is_active, password_hash IS NOT NULL AS has_password, password_hash
        FROM {staff} WHERE email = $1
        """)

    /// $1 email, $2 name, $3 role, $4 password hash or NULL to leave it -> a person
    static let upsert = SQL(
        "staff.upsert",
        """
        INSERT INTO {staff} AS f (email, name, role, password_hash) VALUES ($1, $2, $3, $4)
        ON CONFLICT (email) DO UPDATE
        SET name = excluded.name, role = excluded.role, is_active = true,
            password_hash = coalesce(excluded.password_hash, f.password_hash)
        RETURNING id AS staff_id, email AS staff_email, name AS staff_name, role AS staff_role,
            is_active AS staff_is_active, password_hash IS NOT NULL AS has_password
        """)

    /// $1 email
    static let killLinks = SQL(
        "staff.kill_links",
        "DELETE FROM {staff_link} l USING {staff} f WHERE f.id = l.staff_id AND f.email = $1")

    /// $1 token's hash, $2 email
    static let link = SQL(
        "staff.link",
        """
        INSERT INTO {staff_link} (token_hash, staff_id, expires_at)
        SELECT $1, id, now() + interval '72 hours' FROM {staff} WHERE email = $2 AND is_active
        """)

    /// $1 token's hash -> a person
    static let holder = SQL(
        "staff.link_holder",
        """
        SELECT f.id AS staff_id, f.email AS staff_email, f.name AS staff_name, f.role AS staff_role,
            f.is_active AS staff_is_active, f.password_hash IS NOT NULL AS has_password
        FROM {staff_link} l
        JOIN {staff} f ON f.id = l.staff_id AND f.is_active
        WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > now()
        """)

    /// $1 token's hash
    static let spend = SQL(
        "staff.spend_link",
        "UPDATE {staff_link} SET used_at = now() WHERE token_hash = $1 AND used_at IS NULL AND expires_at > now()")

    /// $1 staff, $2 password hash
    static let setPassword = SQL("staff.set_password", "UPDATE {staff} SET password_hash = $2 WHERE id = $1")

    /// $1 staff, $2 hash so far, $3 new hash
    static let rehash = SQL(
        "staff.rehash", "UPDATE {staff} SET password_hash = $3 WHERE id = $1 AND password_hash = $2")
}
