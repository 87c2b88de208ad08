import FoundationEssentials
import Postgres
import Shipping
import TokoCore

/// A shipment that this node has taken to ask after.
struct DueParcel: Sendable {
    let order: OrderID
    let courier: String
    let waybill: String
    let phone: String
    /// When this waybill was written down.
    let since: Date
    let state: TrackState

    init(_ row: Row) throws {
        order = try row.id("order_id")
        courier = try row.text("courier_code")
        waybill = try row.text("waybill")
        phone = try row.text("phone")
        since = try row.date("since")
        state = try TrackState(row: row)
    }

    var fits: Bool { WaybillShape.fits(waybill, courier: courier) }
}

extension TrackState {
    init(row: Row) throws {
        guard let state = TrackState(rawValue: try row.text("track_state")) else {
            throw DatabaseError.decoding(column: "track_state", expected: "a parcel's state")
        }
        self = state
    }
}
