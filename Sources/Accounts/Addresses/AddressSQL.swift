import Postgres

enum AddressSQL {
    /// $1 customer. Two changes of one book go one after the other, so that it always has one default.
    static let lockBook = SQL("address.lock_book", "SELECT id FROM {customer} WHERE id = $1 FOR UPDATE")

    /// $1 customer -> id, label, recipient, phone, street, village_code, village, district, regency, province,
    /// postal_code, is_default
    static let list = SQL(
        "address.list",
        """
        SELECT id, label, recipient, phone, street, village_code, village, district, regency, province, postal_code,
            is_default
        FROM {address} WHERE customer_id = $1
        ORDER BY is_default DESC, id DESC
        """)

    /// $1 customer, $2 address -> columns of ``list``
    static let address = SQL(
        "address.by_id",
        """
        SELECT id, label, recipient, phone, street, village_code, village, district, regency, province, postal_code,
            is_default
        FROM {address} WHERE customer_id = $1 AND id = $2
        """)

    /// $1 customer, $2 how many one may have, $3 label, $4 recipient, $5 phone, $6 street, $7 village code, $8 village,
    /// $9 district, $10 regency, $11 province, $12 postal code -> id
    static let add = SQL(
        "address.add",
        """
        INSERT INTO {address} (customer_id, label, recipient, phone, street, village_code, village, district, regency,
            province, postal_code, is_default)
        SELECT $1::bigint, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, book.addresses = 0
        FROM (SELECT count(*) AS addresses FROM {address} WHERE customer_id = $1::bigint) book
        WHERE book.addresses < $2::bigint
        RETURNING id
        """)

    /// $1 customer, $2 address, then as ``add`` -> id
    static let update = SQL(
        "address.update",
        """
        UPDATE {address}
        SET label = $3, recipient = $4, phone = $5, street = $6, village_code = $7, village = $8, district = $9,
            regency = $10, province = $11, postal_code = $12
        WHERE customer_id = $1 AND id = $2
        RETURNING id
        """)

    /// $1 customer, $2 address
    static let delete = SQL("address.delete", "DELETE FROM {address} WHERE customer_id = $1 AND id = $2")

    /// $1 customer
    static let promoteNewest = SQL(
        "address.promote_newest",
        """
        UPDATE {address} SET is_default = true
        WHERE id = (SELECT max(id) FROM {address} WHERE customer_id = $1)
            AND NOT EXISTS (SELECT FROM {address} WHERE customer_id = $1 AND is_default)
        """)

    /// $1 customer, $2 address; nothing when it is not theirs
    static let setDefault = SQL(
        "address.set_default",
        """
        UPDATE {address} SET is_default = id = $2
        WHERE customer_id = $1 AND is_default <> (id = $2)
            AND EXISTS (SELECT FROM {address} WHERE customer_id = $1 AND id = $2)
        """)
}
