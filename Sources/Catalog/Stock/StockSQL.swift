public import FoundationEssentials
public import Postgres
public import TokoCore

/// The statements that hold, sell and give back stock, for the transactions of whoever keeps orders.
///
/// **The rule.** ``lock(_:)`` or ``lockLines(of:)`` comes first, in the same READ COMMITTED transaction, and any of
/// the others after it as a statement of its own:
/// ```swift
/// let results = try await tx.run([StockSQL.lock(ids), StockSQL.hold(lines, for: order, until: deadline)])
/// let outcome = try StockOutcome(results[1])
/// guard outcome.isHeld else { throw ...(outcome.shortages) }
/// try await tx.commit(after: outcome.changesPages ? CatalogSignal.touched(tenant) : [])
/// ```
/// Under READ COMMITTED every statement sees what was committed before *it* began. So the statement after the lock
/// counts the holds that others committed while this transaction waited for the lock; were both in one statement, it
/// would count by a view from before the wait, and sell the same piece twice. For the same reason whether a hold has
/// lapsed is judged by `statement_timestamp()`, which is read after the wait, and not by `now()`, which is when the
/// transaction began: of two transactions the one that locks later also has the later clock, so both agree on who lost
/// the piece. Rows lock in the order of their numbers, so two orders cannot wait for each other.
///
/// Every statement does its work once: run again, it changes nothing and tells the state it finds. Each gives one row
/// for every line, which ``StockOutcome`` reads.
public enum StockSQL {
    /// Locks these variants against each other's changes; rows that only name them (a cart's line) need not wait. No
    /// rows to read.
    public static func lock(_ variants: [VariantID]) -> Statement {
        Statement(StockStatements.lock, .ids(variants))
    }

    /// Locks the variants that an order holds or held. No rows to read.
    public static func lockLines(of order: OrderID) -> Statement {
        Statement(StockStatements.lockLines, .id(order))
    }

    /// Holds all lines for an order (whose row exists) or none of them. Only active variants of active products are
    /// held. Two lines of one variant count together. Shortages are in the outcome.
    public static func hold(
        _ lines: [(variant: VariantID, quantity: Quantity)], for order: OrderID, until: Date
    ) -> Statement {
        Statement(
            StockStatements.hold, .id(order), .ids(lines.map(\.variant)), .ints(lines.map(\.quantity.pieces)),
            .timestamp(until))
    }

    /// Holds again whatever of an order was released or has lapsed, all of it or nothing: for a payment that came
    /// late. Also lengthens holds that still stand; never shortens one.
    public static func rehold(_ order: OrderID, until: Date) -> Statement {
        Statement(StockStatements.rehold, .id(order), .timestamp(until))
    }

    /// Sells all that an order holds, or nothing: takes it off the shelf and writes the ledger. A hold that lapsed is
    /// sold only if nobody else holds the piece meanwhile; one that stands is sold as long as the shelf has it.
    ///
    /// - Parameter actor: who the ledger names, such as `tripay`.
    public static func sell(_ order: OrderID, actor: String) -> Statement {
        Statement(StockStatements.sell, .id(order), .text(actor))
    }

    /// Lets go of what an order still holds. What is sold stays sold.
    public static func release(_ order: OrderID) -> Statement {
        Statement(StockStatements.release, .id(order))
    }

    /// Puts what an order was sold back on the shelf, through the ledger.
    public static func restock(_ order: OrderID, actor: String) -> Statement {
        Statement(StockStatements.restock, .id(order), .text(actor))
    }
}
