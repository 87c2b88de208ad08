import Catalog
import Postgres
public import Tenancy
public import TokoCore

/// What the shop's people do to an order, and what the customer may: every step locks the order first.
public struct Fulfilment: Sendable {
    private let database: TenantDatabase

    public init(_ shop: Shop) { database = shop.database }

    /// The parcel is being packed.
    /// - Throws: ``OrderError``.
    public func startProcessing(_ code: OrderCode, by actor: OrderActor) async throws {
        try await change(code) { order, tx in
            _ = try await tx.run(
                try OrderTransition(order.id, from: order.state, to: .processing, by: actor, because: "processing")
                    .statements)
        }
    }

    /// The parcel is with the courier. From `paid` it passes `processing` on its way.
    /// - Throws: ``OrderError``: not paid, ended, or a waybill that cannot be one.
    public func ship(_ code: OrderCode, with waybill: Waybill, by actor: OrderActor) async throws {
        try await change(code) { order, tx in
            var steps: [Statement] = []
            if order.state == .paid {
                steps += try OrderTransition(
                    order.id, from: .paid, to: .processing, by: actor, because: "processing"
                ).statements
            }
            let from = order.state == .paid ? .processing : order.state
            steps += try OrderTransition(order.id, from: from, to: .shipped, by: actor, because: "shipped").statements
            steps.append(
                Statement(
                    FulfilmentSQL.ship, .id(order.id), .text(waybill.courierCode), .text(waybill.courierName),
                    .text(waybill.number)))
            _ = try await tx.run(steps)
        }
    }

    /// A wrong waybill of a parcel that is out is put right.
    /// - Throws: ``OrderError``.
    public func correct(_ code: OrderCode, to waybill: Waybill, by actor: OrderActor) async throws {
        try await change(code) { order, tx in
            guard order.state == .shipped else { throw OrderError.notAllowed(from: order.state, to: .shipped) }
            _ = try await tx.run([
                Statement(
                    FulfilmentSQL.correct, .id(order.id), .text(waybill.courierCode), .text(waybill.courierName),
                    .text(waybill.number)),
                Statement(
                    TransitionSQL.remark, .id(order.id), .text(actor.description), .text("waybill_corrected")),
            ])
        }
    }

    /// Ends an order that has not left: held goods are free, sold ones are back on the shelf. Money that came must be
    /// returned by hand, and a bill that is still open at the bank may yet be paid: then the order is flagged.
    /// - Throws: ``OrderError``.
    public func cancel(_ code: OrderCode, of customer: CustomerID? = nil, by actor: OrderActor) async throws {
        try await change(code, of: customer) { order, tx in
            if customer != nil, order.state != .pending {
                throw OrderError.notAllowed(from: order.state, to: .cancelled)
            }
            _ = try await tx.run([StockSQL.lockLines(of: order.id)])
            try await ReleasedOrder(order, to: .cancelled, by: actor, because: "cancelled")
                .write(in: tx, of: database.tenant)
        }
    }

    /// Somebody has looked at what an order was flagged for.
    public func dismissAttention(_ code: OrderCode, by actor: OrderActor) async throws {
        try await change(code) { order, tx in
            _ = try await tx.run([
                Statement(TransitionSQL.unflag, .id(order.id)),
                Statement(
                    TransitionSQL.remark, .id(order.id), .text(actor.description), .text("attention_dismissed")),
            ])
        }
    }

    private func change(
        _ code: OrderCode, of customer: CustomerID? = nil,
        _ body: (LockedOrder, Transaction) async throws -> Void
    ) async throws {
        try await database.transaction { tx in
            guard
                let order = try await tx.query(
                    TransitionSQL.lockByCode, .text(code.text), .optional(customer)
                ).first.map(LockedOrder.init)
            else { throw OrderError.notFound }
            try await body(order, tx)
        }
    }
}

enum FulfilmentSQL {
    /// $1 order, $2 courier, $3 its name, $4 waybill
    static let ship = SQL(
        "fulfilment_ship",
        "INSERT INTO {shipment} (order_id, courier_code, courier_name, waybill) VALUES ($1, $2, $3, $4)")

    /// $1 order, $2 courier, $3 its name, $4 waybill
    static let correct = SQL(
        "fulfilment_correct",
        "UPDATE {shipment} SET courier_code = $2, courier_name = $3, waybill = $4 WHERE order_id = $1")
}
