import Catalog
public import FoundationEssentials
import Postgres
import Shipping
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
    public func ship(
        _ code: OrderCode, with waybill: Waybill, by actor: OrderActor, at now: Date = Date()
    ) async throws {
        try await change(code) { order, tx in
            _ = try await tx.run(
                try Self.leaving(order, by: actor)
                    + [Statement(FulfilmentSQL.ship, values: [.id(order.id)] + Self.tracked(waybill, at: now))])
        }
    }

    /// The parcel leaves by the shop's own courier, or the customer has fetched it: there is no waybill, and the order's
    /// code stands in its place.
    /// - Throws: ``OrderError``: not paid, ended, or ``OrderError/badWaybill`` for an order that goes by another courier.
    public func shipWithoutWaybill(_ code: OrderCode, by actor: OrderActor, at now: Date = Date()) async throws {
        try await change(code) { order, tx in
            let steps = try Self.leaving(order, by: actor)
            let courier = try await tx.query(FulfilmentSQL.courier, .id(order.id)).one()
            let courierCode = try courier.text("courier_code")
            guard CourierCodes.isOwn(courierCode) else { throw OrderError.badWaybill }
            _ = try await tx.run(
                steps + [
                    Statement(
                        FulfilmentSQL.ship, .id(order.id), .text(courierCode),
                        .text(try courier.text("courier_name")), .text(code.text), .timestamp(now),
                        .text(TrackState.untracked.rawValue), .null)
                ])
        }
    }

    private static func leaving(_ order: LockedOrder, by actor: OrderActor) throws -> [Statement] {
        var steps: [Statement] = []
        if order.state == .paid {
            steps += try OrderTransition(order.id, from: .paid, to: .processing, by: actor, because: "processing")
                .statements
        }
        let from = order.state == .paid ? .processing : order.state
        return steps
            + (try OrderTransition(order.id, from: from, to: .shipped, by: actor, because: "shipped").statements)
    }

    /// $2... of ``FulfilmentSQL``: the waybill, and when the courier is first asked after it.
    private static func tracked(_ waybill: Waybill, at now: Date) -> [SQLValue] {
        let isTrackable = CourierCodes.isTrackable(waybill.courierCode)
        return [
            .text(waybill.courierCode), .text(waybill.courierName), .text(waybill.number), .timestamp(now),
            .text((isTrackable ? TrackState.waiting : .untracked).rawValue),
            .optional(isTrackable ? now + TrackingTimes.first : nil),
        ]
    }

    /// A wrong waybill of a parcel that is out is put right, and asked after from the beginning.
    /// - Throws: ``OrderError``.
    public func correct(
        _ code: OrderCode, to waybill: Waybill, by actor: OrderActor, at now: Date = Date()
    ) async throws {
        try await change(code) { order, tx in
            guard order.state == .shipped else { throw OrderError.notAllowed(from: order.state, to: .shipped) }
            _ = try await tx.run([
                Statement(FulfilmentSQL.correct, values: [.id(order.id)] + Self.tracked(waybill, at: now)),
                Statement(TrackingSQL.clearUnknown, .id(order.id)),
                Statement(
                    TransitionSQL.remark, .id(order.id), .text(actor.description), .text("waybill_corrected")),
            ])
        }
    }

    /// The parcel has arrived, somebody says: for couriers that nobody tracks, and where tracking is mistaken.
    /// - Throws: ``OrderError``: not on its way.
    public func markDelivered(_ code: OrderCode, by actor: OrderActor, at now: Date = Date()) async throws {
        try await change(code) { order, tx in
            _ = try await tx.run(
                try OrderTransition(order.id, from: order.state, to: .delivered, by: actor, because: "delivered")
                    .statements + [Statement(TrackingSQL.arrived, .id(order.id), .timestamp(now))])
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
    /// $1 order -> the courier that the customer chose
    static let courier = SQL(
        "fulfilment_courier", "SELECT courier_code, courier_name FROM {order} WHERE id = $1")

    /// $1 order, $2 courier, $3 its name, $4 waybill, $5 now, $6 tracking state, $7 first question or null
    static let ship = SQL(
        "fulfilment_ship",
        """
        INSERT INTO {shipment} (
            order_id, courier_code, courier_name, waybill, shipped_at, track_since, track_state, track_at)
        VALUES ($1, $2, $3, $4, $5, $5, $6, $7)
        """)

    /// $1 order, $2 courier, $3 its name, $4 waybill, $5 now, $6 tracking state, $7 first question or null: what was
    /// known of the old number is not this one's
    static let correct = SQL(
        "fulfilment_correct",
        """
        UPDATE {shipment}
        SET courier_code = $2, courier_name = $3, waybill = $4, track_since = $5, track_state = $6, track_at = $7,
            track_history = '[]', track_checks = 0, tracked_at = NULL, track_tried_at = NULL, track_problem = NULL,
            delivered_at = NULL
        WHERE order_id = $1
        """)
}
