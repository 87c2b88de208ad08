import Catalog
import Postgres
import Tenancy
import TokoCore

/// An order whose row this transaction has locked.
struct LockedOrder: Sendable {
    let id: OrderID
    let code: OrderCode
    let state: OrderState
    let attention: OrderAttention?

    init(_ row: Row) throws {
        id = try row.id("id")
        code = try OrderCode(row: row)
        state = try OrderState(row: row)
        attention = try row.textOrNil("attention").flatMap(OrderAttention.init(rawValue:))
    }
}

/// The end of an order that was not paid, or is not to be: its goods are free again, in the same transaction.
struct ReleasedOrder {
    let transition: OrderTransition

    /// - Throws: ``OrderError/notAllowed(from:to:)``.
    init(_ order: LockedOrder, to state: OrderState, by actor: OrderActor, because reason: String) throws(OrderError) {
        transition = try OrderTransition(order.id, from: order.state, to: state, by: actor, because: reason)
    }

    /// Releases what is held and puts what was sold back on the shelf. The variants are locked before.
    func write(in tx: Transaction, of tenant: TenantID, refillsCart: Bool = false) async throws {
        let moved = try await tx.run([
            StockSQL.release(transition.order),
            StockSQL.restock(transition.order, actor: transition.actor.description),
        ])
        let changesPages = try moved.contains { try StockOutcome($0).changesPages }
        _ = try await tx.run(
            transition.statements
                + (refillsCart ? [Statement(PlacingSQL.refillCart, .id(transition.order))] : [])
                + (changesPages ? CatalogSignal.touched(tenant) : []))
    }
}
