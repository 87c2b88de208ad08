import Postgres

enum SellingSQL {
    /// $1 subject, $2 email, $3 name -> id
    static let customer = SQL(
        "selling_customer",
        """
        INSERT INTO {customer} (issuer, subject, email, name) VALUES ('https://accounts.google.com', $1, $2, $3)
        RETURNING id
        """)

    static let variant = SQL("selling_variant", "SELECT id FROM {variant} WHERE sku = 'KPR'")

    /// $1 variant
    static let onHand = SQL("selling_on_hand", "SELECT on_hand FROM {variant} WHERE id = $1")

    static let origin = SQL(
        "selling_origin", "UPDATE {shop} SET origin_village = '31.71.06.1001', origin_postal_code = '10310'")

    static let regions = SQL(
        "selling_regions",
        """
        INSERT INTO {region} (code, parent, level, name, postal_code) VALUES
        ('31', NULL, 1, 'DKI Jakarta', NULL), ('31.71', '31', 2, 'Kota Administrasi Jakarta Pusat', NULL),
        ('31.71.06', '31.71', 3, 'Menteng', NULL), ('31.71.06.1001', '31.71.06', 4, 'Menteng', '10310')
        """)
}
