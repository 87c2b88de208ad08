public import Postgres
import Tenancy
public import TokoCore

/// The catalogue in the hands of the owner and the agency. Whatever changes a page tells every server so
/// (`CatalogSignal`) in the same transaction.
public struct CatalogEditor: Sendable {
    private let database: TenantDatabase

    public init(_ database: TenantDatabase) {
        self.database = database
    }

    /// Products in every state, by name, 50 on a page.
    ///
    /// - Parameters:
    ///   - page: counted from 1; what lies outside 1...1,000 is brought into it.
    ///   - search: a part of a name or a SKU; empty for all.
    public func list(page: Int64 = 1, search: String = "") async throws -> ProductList {
        let page = min(max(1, page), ProductList.mostPages)
        let pattern = SearchText(search)?.pattern ?? "%"
        let results = try await database.run([
            Statement(
                EditorSQL.list, .text(pattern), .int(ProductList.size), .int((page - 1) * ProductList.size)),
            Statement(EditorSQL.count, .text(pattern)),
        ])
        return ProductList(
            rows: try results[0].map(ProductListRow.init(row:)), total: try results[1].one().int("total"), page: page)
    }

    /// A product in any state with all its variants.
    public func product(_ id: ProductID) async throws -> Product? {
        let results = try await database.run([
            Statement(EditorSQL.product, .id(id)),
            Statement(EditorSQL.pictures, .id(id)),
            Statement(EditorSQL.variants, .id(id)),
        ])
        guard let row = results[0].first else { return nil }
        return try Product(row: row, pictures: results[1], variants: results[2])
    }

    /// Changes price and stock as typed, or nothing.
    ///
    /// - Parameter actor: who the ledger names, such as `staff:7`.
    /// - Throws: ``VariantFormError`` with the fields that are wrong, ``StockError/unknownVariant``, ``DatabaseError``.
    public func updateVariant(_ id: VariantID, _ form: VariantForm, actor: String) async throws {
        let edit = try form.check()
        let tenant = database.tenant
        do {
            try await database.transaction { transaction in
                let results = try await transaction.run(
                    StockRepository.setOnHand(id, to: edit.onHand, seen: edit.seenOnHand, actor: actor)
                        + [Statement(EditorSQL.setPrice, .id(id), .money(edit.price), .optional(edit.compareAt))])
                let changesPages = try ShelfCount(results[1]).changesPages || results[2].affected > 0
                try await transaction.commit(after: changesPages ? CatalogSignal.touched(tenant) : [])
            }
        } catch StockError.changedMeanwhile(let onHand) {
            throw VariantFormError(problems: [.onHand: .changedMeanwhile(onHand: onHand)])
        }
    }

    /// Takes a product in or out of the shop, sold out or not.
    /// - Returns: whether it was in another state before; false too when there is no such product.
    @discardableResult
    public func setState(_ id: ProductID, to state: ProductState) async throws -> Bool {
        let tenant = database.tenant
        return try await database.transaction { transaction in
            let changed = try await transaction.query(EditorSQL.setState, .id(id), .text(state.rawValue)).affected > 0
            try await transaction.commit(after: changed ? CatalogSignal.touched(tenant) : [])
            return changed
        }
    }

    /// Makes the catalogue as described, in one transaction. Categories and products are known by their slugs,
    /// variants by product and SKU; doing it again changes nothing.
    ///
    /// Words, prices, pictures, options and states become the described ones. Variants no longer described are taken
    /// out of sale. Stock is laid on the shelf only when a variant is made: an existing variant keeps its stock.
    /// Products and categories that are not described are left alone.
    ///
    /// - Parameter actor: who the ledger names.
    /// - Throws: ``CatalogDescriptionError`` before anything is written; ``DatabaseError``.
    @discardableResult
    public func `import`(
        _ description: CatalogDescription, actor: String = "tenant apply"
    ) async throws -> CatalogChanges {
        try description.check()
        let tenant = database.tenant
        let statements = try ImportSQL.statements(for: description, of: tenant, actor: actor)
        return try await database.transaction { transaction in
            let changes = try CatalogChanges(try await transaction.run(statements), of: description)
            try await transaction.commit(after: changes.isEmpty ? [] : CatalogSignal.touched(tenant))
            return changes
        }
    }
}
