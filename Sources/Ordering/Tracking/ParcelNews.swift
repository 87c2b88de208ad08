import FoundationEssentials
import Postgres
import Shipping
import Tenancy
import TokoCore

/// What an answer changes, in one transaction: the shipment, the order, and what the owner hears.
struct ParcelNews: Sendable {
    let database: TenantDatabase

    /// Does nothing when the waybill was corrected or the order ended while the courier was asked.
    /// - Throws: ``DatabaseError``; nothing is changed then, and the parcel is asked for again.
    func apply(_ outcome: TrackingOutcome, to parcel: DueParcel, at now: Date) async throws {
        try await database.transaction { tx in
            let locked = try await tx.run([
                Statement(TransitionSQL.lock, .id(parcel.order)), Statement(TrackingSQL.lock, .id(parcel.order)),
            ])
            guard let order = try locked[0].first.map(LockedOrder.init), let shipment = locked[1].first,
                try shipment.text("courier_code") == parcel.courier, try shipment.text("waybill") == parcel.waybill
            else { return }
            guard order.state == .shipped else {
                _ = try await tx.run([Statement(TrackingSQL.stop, .id(order.id))])
                return
            }
            let state = try TrackState(row: shipment)
            switch outcome {
            case .parcel(let news):
                try await record(news, order, from: state, shippedAt: try shipment.date("shipped_at"), parcel, now, tx)
            case .unknown(let isImpossible):
                try await note(
                    "unknown", order, state, parcel, next: TrackingTimes.next(after: now, since: parcel.since),
                    isWrong: TrackingTimes.isWrong(
                        isImpossible: isImpossible, fits: parcel.fits, since: parcel.since, now: now), now, tx)
            case .noNews(let reason):
                try await note(
                    reason.rawValue, order, state, parcel,
                    next: TrackingTimes.again(after: now, since: parcel.since, reason),
                    isWrong: TrackingTimes.isWrongUnseen(fits: parcel.fits, since: parcel.since, now: now), now, tx)
            }
        }
    }

    private func record(
        _ news: TrackedParcel, _ order: LockedOrder, from old: TrackState, shippedAt: Date, _ parcel: DueParcel,
        _ now: Date, _ tx: Transaction
    ) async throws {
        // An answer without history takes nothing back.
        let isEmpty = news.history.isEmpty && old != .waiting
        var state = isEmpty && news.state == .waiting ? old : TrackState(news.state)
        let next = state == .delivered ? nil : TrackingTimes.next(after: now, since: parcel.since)
        if next == nil, state != .delivered { state = .givenUp }
        let history = isEmpty ? nil : String(decoding: try JSONEncoder().encode(news.history), as: UTF8.self)
        let arrived = state == .delivered ? Self.arrival(news.deliveredAt, shippedAt: shippedAt, now: now) : nil
        var steps = [
            Statement(
                TrackingSQL.record, .id(order.id), .text(state.rawValue), history.map(SQLValue.json) ?? .null,
                .timestamp(now), .optional(next), .optional(arrived))
        ]
        if order.attention == .waybillUnknown {
            steps += [Statement(TrackingSQL.clearUnknown, .id(order.id)), remark("waybill_known", order.id)]
        }
        if state == .delivered {
            steps += try OrderTransition(order.id, from: .shipped, to: .delivered, by: .system, because: "delivered")
                .statements
        } else if state != old, let trouble = Self.trouble(state) {
            steps += flag(.parcelTrouble, trouble, order.id)
        }
        _ = try await tx.run(steps)
    }

    /// The courier's time, where it can be one: a parcel arrives after it was sent (or some days before somebody wrote
    /// that down) and not in the future.
    private static func arrival(_ told: Date?, shippedAt: Date, now: Date) -> Date {
        guard let told, told <= now, told >= shippedAt - 14 * 86_400 else { return now }
        return told
    }

    private static func trouble(_ state: TrackState) -> String? {
        switch state {
        case .lost: "parcel_lost"
        case .returning: "parcel_returning"
        case .givenUp: "parcel_given_up"
        case .untracked, .waiting, .moving, .delivered: nil
        }
    }

    private func note(
        _ problem: String, _ order: LockedOrder, _ state: TrackState, _ parcel: DueParcel, next: Date?, isWrong: Bool,
        _ now: Date, _ tx: Transaction
    ) async throws {
        // Of a shop that has no key nobody expected news.
        let isGivenUp = next == nil && problem != TrackingOutcome.Reason.noKey.rawValue
        var steps = [
            Statement(
                TrackingSQL.problem, .id(order.id), .text(problem), .optional(next),
                .text((next == nil ? .givenUp : state).rawValue))
        ]
        if isGivenUp, state != .givenUp { steps += flag(.parcelTrouble, "parcel_given_up", order.id) }
        // A parcel that was seen once has a number that is right, whatever is said of it later.
        if isWrong, state == .waiting, try await tx.query(TrackingSQL.toldWrong, .id(order.id)).isEmpty {
            steps += flag(.waybillUnknown, "waybill_unknown", order.id)
            steps.append(
                Statement(
                    TrackingSQL.tellWrong, .id(order.id), .text("\(parcel.courier):\(parcel.waybill)"),
                    .timestamp(now)))
        }
        _ = try await tx.run(steps)
    }

    private func flag(_ attention: OrderAttention, _ reason: String, _ order: OrderID) -> [Statement] {
        [Statement(TransitionSQL.flag, .id(order), .text(attention.rawValue)), remark(reason, order)]
    }

    private func remark(_ reason: String, _ order: OrderID) -> Statement {
        Statement(TransitionSQL.remark, .id(order), .text(OrderActor.system.description), .text(reason))
    }
}
