import Accounts
import Catalog
import FoundationEssentials
import Postgres
import Shipping
import Tenancy
import TokoCore

/// Writes a draft as an order: order, lines, reservation, payment attempt and the emptied cart, all or nothing.
struct OrderWriter: Sendable {
    /// What the opening of the bill needs to know afterwards.
    struct Written: Sendable {
        let order: OrderID
        let payment: PaymentID
    }

    enum Outcome: Sendable {
        case written(Written)
        /// This key, or another tab, was quicker.
        case earlier(OrderCode)
    }

    let database: TenantDatabase

    /// - Parameters:
    ///   - channelName: as the customer saw it.
    ///   - ends: the end of the bill that will be asked for.
    /// - Throws: ``CheckoutError``, ``DatabaseError``.
    func write(_ draft: OrderDraft, merchantRef: String, channelName: String, ends: Date) async throws -> Outcome {
        let hold = ends + CheckSchedule.grace
        let variants = draft.lines.map(\.variant)
        return try await database.transaction { tx in
            let customer = SQLValue.id(draft.customer.id)
            guard let cart = try await tx.query(PlacingSQL.lockCart, customer).first?.int("id") else {
                throw CheckoutError.emptyCart
            }
            let found = try await tx.run([
                Statement(PlacingSQL.earlier, customer, .text(draft.request.key.text)),
                Statement(
                    PlacingSQL.unchangedLines, .int(cart), .ids(variants),
                    .ints(draft.lines.map(\.quantity.pieces)), .ints(draft.lines.map(\.price.rupiah))),
                Statement(PlacingSQL.lineCount, .int(cart)),
                Statement(PlacingSQL.recent, customer),
                StockSQL.lock(variants),
            ])
            if let earlier = try found[0].first.map({ try OrderCode(row: $0) }) { return .earlier(earlier) }
            let lines = try found[2].first?.int("lines") ?? 0
            if lines == 0, let recent = try found[3].first.map({ try OrderCode(row: $0) }) {
                throw CheckoutError.alreadyPlaced(recent)
            }
            guard lines > 0 else { throw CheckoutError.emptyCart }
            guard found[1].count == draft.lines.count, lines == Int64(draft.lines.count) else {
                throw CheckoutError.cartNotReady
            }
            guard let order: OrderID = try await tx.run([insertion(of: draft, holdUntil: hold)])[0].first?.id("id")
            else { throw DatabaseError.missingRow(statement: PlacingSQL.order.name) }
            let written = try await tx.run(
                [
                    self.lines(of: draft, in: order),
                    StockSQL.hold(draft.lines.map { ($0.variant, $0.quantity) }, for: order, until: hold),
                    Statement(
                        PlacingSQL.event, .id(order), .text(OrderActor.customer(draft.customer.id.number).description)),
                    Statement(
                        PaymentSQL.insert, .id(order), .text(merchantRef), .text(draft.request.channel),
                        .text(channelName), .money(draft.total), .timestamp(ends),
                        .timestamp(Date() + CheckSchedule.unseen)),
                    Statement(PlacingSQL.emptyCart, .int(cart)),
                ] + OrderAnnouncement.statements(order, to: .pending))
            let stock = try StockOutcome(written[1])
            guard stock.isHeld else { throw CheckoutError.notEnough(shortages(stock, draft)) }
            guard let payment: PaymentID = try written[3].first?.id("id") else {
                throw DatabaseError.missingRow(statement: PaymentSQL.insert.name)
            }
            _ = try await tx.commit(after: stock.changesPages ? CatalogSignal.touched(database.tenant) : [])
            return .written(Written(order: order, payment: payment))
        }
    }

    private func shortages(_ stock: StockOutcome, _ draft: OrderDraft) -> [CheckoutError.Shortage] {
        stock.shortages.map { short in
            let line = draft.lines.first { $0.variant == short.variant }
            return CheckoutError.Shortage(name: line?.productName ?? "", left: short.left)
        }
    }

    private func insertion(of draft: OrderDraft, holdUntil: Date) -> Statement {
        let address = draft.address
        return Statement(
            PlacingSQL.order, .text(draft.code.text), .id(draft.customer.id), .text(draft.request.key.text),
            .text(draft.customer.name), .text(draft.customer.email), .text(address.recipient), .text(address.phone),
            .text(address.street), .text(address.villageCode), .text(address.village), .text(address.district),
            .text(address.regency), .text(address.province), .text(address.postalCode),
            .text(draft.rate.courierCode), .text(draft.rate.courierName), .text(draft.rate.service),
            .text(draft.rate.estimate), .grams(draft.weight), .money(draft.subtotal), .money(draft.rate.cost),
            .money(draft.total), .text(draft.request.note), .timestamp(holdUntil),
            .optional(draft.request.analyticsID), .bool(draft.request.wantsWhatsApp))
    }

    private func lines(of draft: OrderDraft, in order: OrderID) throws -> Statement {
        let options = try draft.lines.map { String(decoding: try JSONEncoder().encode($0.optionValues), as: UTF8.self) }
        return Statement(
            PlacingSQL.lines, .id(order), .ids(draft.lines.map(\.variant)), .texts(draft.lines.map(\.productSlug)),
            .texts(draft.lines.map(\.sku)), .texts(draft.lines.map(\.productName)), .texts(options),
            .texts(draft.lines.map { $0.image ?? "" }), .ints(draft.lines.map(\.price.rupiah)),
            .ints(draft.lines.map(\.quantity.pieces)), .ints(draft.lines.map(\.weight.grams)))
    }
}
