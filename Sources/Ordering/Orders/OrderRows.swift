import FoundationEssentials
import Payments
import Postgres
import Shipping
import TokoCore

extension OrderCode {
    init(row: Row) throws {
        guard let code = OrderCode(typed: try row.text("code")) else {
            throw DatabaseError.decoding(column: "code", expected: "an order code")
        }
        self = code
    }
}

extension OrderState {
    init(row: Row, _ column: String = "state") throws {
        guard let state = OrderState(rawValue: try row.text(column)) else {
            throw DatabaseError.decoding(column: column, expected: "an order state")
        }
        self = state
    }
}

extension Order {
    init(_ row: Row) throws {
        self.init(
            id: try row.id("id"), code: try OrderCode(row: row), customer: try row.id("customer_id"),
            state: try OrderState(row: row),
            attention: try row.textOrNil("attention").flatMap(OrderAttention.init(rawValue:)),
            placedAt: try row.date("placed_at"), customerName: try row.text("customer_name"),
            customerEmail: try row.text("customer_email"), destination: try OrderDestination(row),
            courier: OrderCourier(
                code: try row.text("courier_code"), name: try row.text("courier_name"),
                service: try row.text("courier_service"), estimate: try row.text("courier_estimate")),
            weight: try row.weight("weight_grams"), subtotal: try row.money("subtotal_rupiah"),
            shipping: try row.money("shipping_rupiah"), total: try row.money("total_rupiah"),
            note: try row.text("note"))
    }
}

extension OrderDestination {
    init(_ row: Row) throws {
        self.init(
            recipient: try row.text("recipient"), phone: try row.text("phone"), street: try row.text("street"),
            villageCode: try row.text("village_code"), village: try row.text("village"),
            district: try row.text("district"), regency: try row.text("regency"),
            province: try row.text("province"), postalCode: try row.text("postal_code"))
    }
}

extension OrderLine {
    init(_ row: Row) throws {
        let price = try row.money("price_rupiah")
        let quantity = try row.quantity("pieces")
        self.init(
            variant: try row.idOrNil("variant_id"), productSlug: try row.text("product_slug"),
            sku: try row.text("sku"), name: try row.text("name"), optionValues: try row.texts("option_values"),
            image: try row.textOrNil("image"), price: price, quantity: quantity,
            weight: try row.weight("weight_grams"), total: try price * quantity)
    }
}

extension OrderEvent {
    init(_ row: Row) throws {
        self.init(
            from: try row.textOrNil("from_state").flatMap(OrderState.init(rawValue:)),
            to: try OrderState(row: row, "to_state"), actor: try row.text("actor"), reason: try row.text("reason"),
            at: try row.date("at"))
    }
}

extension Shipment {
    init(_ row: Row) throws {
        self.init(
            courierCode: try row.text("courier_code"), courierName: try row.text("courier_name"),
            waybill: try row.text("waybill"), shippedAt: try row.date("shipped_at"), track: try TrackState(row: row),
            history: try JSONDecoder().decode([TrackedStep].self, from: Data(row.text("track_history").utf8)),
            trackedAt: try row.dateOrNil("tracked_at"), triedAt: try row.dateOrNil("track_tried_at"),
            problem: try row.textOrNil("track_problem"), deliveredAt: try row.dateOrNil("delivered_at"))
    }
}

extension OrderSummary {
    init(_ row: Row) throws {
        self.init(
            code: try OrderCode(row: row), state: try OrderState(row: row),
            attention: try row.textOrNil("attention").flatMap(OrderAttention.init(rawValue:)),
            placedAt: try row.date("placed_at"), customerName: try row.text("customer_name"),
            recipient: try row.text("recipient"), regency: try row.text("regency"),
            total: try row.money("total_rupiah"), pieces: try row.int("pieces"),
            firstLine: try row.text("first_line"), image: try row.textOrNil("image"),
            waybill: try row.textOrNil("waybill"))
    }
}

extension Payment {
    init(_ row: Row) throws {
        guard let state = PaymentState(rawValue: try row.text("state")) else {
            throw DatabaseError.decoding(column: "state", expected: "a payment state")
        }
        let instructions = Data(try row.text("instructions").utf8)
        self.init(
            id: try row.id("id"), merchantRef: try row.text("merchant_ref"), channel: try row.text("channel"),
            channelName: try row.text("channel_name"), state: state, reference: try row.textOrNil("reference"),
            requested: try row.money("requested_rupiah"), due: try row.money("due_rupiah"),
            customerFee: try row.money("fee_customer_rupiah"), payCode: try row.textOrNil("pay_code"),
            payURL: try row.textOrNil("pay_url"), checkoutURL: try row.textOrNil("checkout_url"),
            qrString: try row.textOrNil("qr_string"), qrURL: try row.textOrNil("qr_url"),
            instructions: try JSONDecoder().decode([PaymentInstruction].self, from: instructions),
            expiresAt: try row.date("expires_at"), paidAt: try row.dateOrNil("paid_at"),
            refunded: try row.money("refunded_rupiah"), refundedAt: try row.dateOrNil("refunded_at"),
            refundNote: try row.textOrNil("refund_note"))
    }
}
