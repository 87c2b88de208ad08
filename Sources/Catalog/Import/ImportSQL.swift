import FoundationEssentials
import Postgres
import TokoCore

/// The whole description travels as JSON, a handful of statements for any number of products. Rows that are as
/// described already are not written again, and only written rows come back.
enum ImportSQL {
    /// All are one unit of work; each sees what the ones before it wrote.
    static func statements(
        for description: CatalogDescription, of tenant: TenantID, actor: String
    ) throws -> [Statement] {
        let categories = SQLValue.json(try json(description.categories.enumerated().map(CategoryRow.init)))
        let products = SQLValue.json(try json(description.products.enumerated().map(ProductRow.init)))
        let pictures = SQLValue.json(try json(description.products.flatMap(PictureRow.rows)))
        let variants = SQLValue.json(try json(description.products.flatMap(VariantRow.rows)))
        let slugs = SQLValue.texts(description.products.map(\.slug))
        return [
            Statement(lock, .int(Int64(tenant.number))),
            Statement(Self.categories, categories),
            Statement(parents, categories),
            Statement(Self.products, products),
            Statement(Self.pictures, slugs, pictures),
            Statement(lockVariants, slugs),
            Statement(Self.variants, variants, .text(actor)),
            Statement(deactivate, slugs, variants),
        ]
    }

    /// $1 tenant. Two imports into one shop go one after the other. Not by the shop's row: orders lock that last, and an
    /// import would lock it first. The second number only tells this lock from others.
    static let lock = SQL("import.lock", "SELECT pg_advisory_xact_lock($1::integer, 18025)")

    /// $1 categories -> slug, added
    static let categories = SQL(
        "import.categories",
        """
        INSERT INTO {category} AS c (slug, name, description, position)
        SELECT slug, name, description, position
        FROM jsonb_to_recordset($1::jsonb) AS d (slug text, name text, description text, position integer)
        ORDER BY position
        ON CONFLICT (slug) DO UPDATE
        SET name = excluded.name, description = excluded.description, position = excluded.position
        WHERE (c.name, c.description, c.position) IS DISTINCT FROM
            (excluded.name, excluded.description, excluded.position)
        RETURNING slug, xmax = 0 AS added
        """)

    /// $1 categories -> slug. Apart from the rows themselves, because a parent may be described after its child.
    static let parents = SQL(
        "import.category_parents",
        """
        UPDATE {category} c SET parent_id = p.id
        FROM jsonb_to_recordset($1::jsonb) AS d (slug text, parent text)
        LEFT JOIN {category} p ON p.slug = d.parent
        WHERE c.slug = d.slug AND c.parent_id IS DISTINCT FROM p.id
        RETURNING c.slug
        """)

    /// $1 products -> slug, added
    static let products = SQL(
        "import.products",
        """
        INSERT INTO {product} AS p (slug, name, category_id, description, options, state)
        SELECT d.slug, d.name, c.id, d.description, d.options, d.state
        FROM jsonb_to_recordset($1::jsonb) AS d (
            position integer, slug text, name text, category text, description text, options text[], state text)
        LEFT JOIN {category} c ON c.slug = d.category
        ORDER BY d.position
        ON CONFLICT (slug) DO UPDATE
        SET name = excluded.name, category_id = excluded.category_id, description = excluded.description,
            options = excluded.options, state = excluded.state, updated_at = now()
        WHERE (p.name, p.category_id, p.description, p.options, p.state) IS DISTINCT FROM
            (excluded.name, excluded.category_id, excluded.description, excluded.options, excluded.state)
        RETURNING slug, xmax = 0 AS added
        """)

    /// $1 slugs of products, $2 their pictures -> slug. A product whose list differs gets the described one.
    static let pictures = SQL(
        "import.pictures",
        """
        WITH described AS (
            SELECT * FROM jsonb_to_recordset($2::jsonb) AS d (
                product text, file text, alt text, width integer, height integer, position integer)
        ),
        differing AS (
            SELECT p.id, p.slug FROM {product} p
            WHERE p.slug = ANY($1::text[])
                AND ARRAY(
                    SELECT (i.file, i.alt, i.width, i.height)::text FROM {product_image} i
                    WHERE i.product_id = p.id ORDER BY i.position, i.id
                ) IS DISTINCT FROM ARRAY(
                    SELECT (d.file, d.alt, d.width, d.height)::text FROM described d
                    WHERE d.product = p.slug ORDER BY d.position
                )
        ),
        cleared AS (
            DELETE FROM {product_image} i USING differing f WHERE i.product_id = f.id
        ),
        laid AS (
            INSERT INTO {product_image} (product_id, file, alt, width, height, position)
            SELECT f.id, d.file, d.alt, d.width, d.height, d.position
            FROM described d JOIN differing f ON f.slug = d.product
            ORDER BY f.id, d.position
        )
        SELECT slug FROM differing
        """)

    /// $1 slugs of products: their variants, in the order in which buyers lock them (``StockSQL``). The description's
    /// order is another one.
    static let lockVariants = SQL(
        "import.lock_variants",
        """
        SELECT count(*) FROM (
            SELECT v.id FROM {variant} v JOIN {product} p ON p.id = v.product_id
            WHERE p.slug = ANY($1::text[])
            ORDER BY v.id FOR NO KEY UPDATE OF v
        ) AS locked
        """)

    /// $1 variants, $2 actor -> slug of the product, for each variant added or changed. Stock is laid on the shelf of
    /// added ones only, through the ledger.
    static let variants = SQL(
        "import.variants",
        """
        WITH written AS (
            INSERT INTO {variant} AS v (
                product_id, sku, option_values, price_rupiah, compare_at_rupiah, weight_grams, on_hand, position)
            SELECT p.id, d.sku, d.option_values, d.price_rupiah, d.compare_at_rupiah, d.weight_grams,
                d.opening_stock, d.position
            FROM jsonb_to_recordset($1::jsonb) AS d (
                product text, sku text, option_values text[], price_rupiah bigint, compare_at_rupiah bigint,
                weight_grams bigint, opening_stock bigint, position integer)
            JOIN {product} p ON p.slug = d.product
            ORDER BY p.id, d.position
            ON CONFLICT (product_id, sku) DO UPDATE
            SET option_values = excluded.option_values, price_rupiah = excluded.price_rupiah,
                compare_at_rupiah = excluded.compare_at_rupiah, weight_grams = excluded.weight_grams,
                position = excluded.position, is_active = true
            WHERE NOT v.is_active
                OR (v.option_values, v.price_rupiah, v.compare_at_rupiah, v.weight_grams, v.position) IS DISTINCT FROM
                    (excluded.option_values, excluded.price_rupiah, excluded.compare_at_rupiah,
                        excluded.weight_grams, excluded.position)
            RETURNING id, product_id, on_hand, xmax = 0 AS added
        ),
        ledger AS (
            INSERT INTO {stock_movement} (variant_id, change, on_hand_after, reason, actor)
            SELECT id, on_hand, on_hand, 'opening', $2 FROM written WHERE added AND on_hand > 0
        )
        SELECT p.slug FROM written w JOIN {product} p ON p.id = w.product_id
        """)

    /// $1 slugs of products, $2 their variants -> slug of the product, for each variant that is described no longer
    static let deactivate = SQL(
        "import.deactivate",
        """
        UPDATE {variant} v SET is_active = false
        FROM {product} p
        WHERE p.id = v.product_id AND p.slug = ANY($1::text[]) AND v.is_active
            AND NOT EXISTS (
                SELECT FROM jsonb_to_recordset($2::jsonb) AS d (product text, sku text)
                WHERE d.product = p.slug AND d.sku = v.sku
            )
        RETURNING p.slug
        """)

    private static func json(_ rows: [some Encodable]) throws -> String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: try encoder.encode(rows), as: UTF8.self)
    }
}
