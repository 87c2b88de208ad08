import FoundationEssentials
import Postgres
import TokoCore

/// An order as letters and receipts tell of it. Every sum is the order's own; nothing is computed here.
struct OrderFacts: Sendable {
    struct Line: Sendable {
        let name: String
        /// `Biru, XL`, or empty.
        let options: String
        let pieces: Int64
        let price: Money
        let total: Money
    }

    /// The payment that counts: one that came, whether or not it was returned later.
    struct Paid: Sendable {
        let channel: String
        let at: Date?
        /// What the customer transferred: the order's total and the fee.
        let due: Money
        let fee: Money
    }

    struct Parcel: Sendable {
        let courier: String
        let waybill: String
        let at: Date
    }

    /// Money returned of that payment. The amount is known when the owner or the gateway said it.
    struct Refund: Sendable {
        let amount: Money?
        let at: Date?
        /// The order ended with it; else a part was returned and the order goes on.
        let isWhole: Bool
    }

    let code: String
    let state: OrderState
    let attention: OrderAttention?
    let placedAt: Date
    let customerName: String
    let customerEmail: String
    let recipient: String
    let phone: String
    let street: String
    let place: String
    /// `JNE REG`
    let courier: String
    let weight: Weight
    let lines: [Line]
    let subtotal: Money
    let shipping: Money
    let total: Money
    let note: String
    let paid: Paid?
    let parcel: Parcel?
    let refund: Refund?

    /// There is something to give a receipt for.
    var hasReceipt: Bool { paid != nil && state.keepsMoney }
}

extension OrderFacts {
    /// - Returns: nil when this shop has no such order.
    /// - Throws: `DatabaseError`.
    init?(_ order: OrderID, in database: TenantDatabase) async throws {
        guard let row = try await database.query(LetterSQL.code, .id(order)).first,
            let detail = try await OrderRepository(database).detail(try OrderCode(row: row), of: nil)
        else { return nil }
        self.init(detail)
    }

    init(_ detail: OrderDetail) {
        let order = detail.order
        let to = order.destination
        code = order.code.text
        state = order.state
        attention = order.attention
        placedAt = order.placedAt
        customerName = order.customerName.onOneLine
        customerEmail = order.customerEmail
        recipient = to.recipient.onOneLine
        phone = to.phone.onOneLine
        street = to.street.onOneLine
        place = "\(to.village), \(to.district), \(to.regency), \(to.province) \(to.postalCode)".onOneLine
        courier = [order.courier.name, order.courier.service].filter { !$0.isEmpty }.joined(separator: " ").onOneLine
        weight = order.weight
        lines = detail.lines.map {
            Line(
                name: $0.name.onOneLine, options: $0.optionValues.joined(separator: ", ").onOneLine,
                pieces: $0.quantity.pieces, price: $0.price, total: $0.total)
        }
        subtotal = order.subtotal
        shipping = order.shipping
        total = order.total
        note = order.note
        // Of two payments that came, the one that stayed.
        let payment = detail.payments.last { $0.state == .paid } ?? detail.payments.last { $0.state == .refunded }
        paid = payment.map {
            Paid(channel: $0.channelName.onOneLine, at: $0.paidAt, due: $0.due, fee: $0.customerFee)
        }
        parcel = detail.shipment.map {
            Parcel(courier: $0.courierName.onOneLine, waybill: $0.waybill.onOneLine, at: $0.shippedAt)
        }
        refund = Self.refund(of: payment, detail)
    }

    private static func refund(of payment: Payment?, _ detail: OrderDetail) -> Refund? {
        let amount = payment?.refunded ?? .zero
        let isWhole = detail.order.state == .refunded
        guard isWhole || amount > .zero else { return nil }
        return Refund(
            amount: amount > .zero ? amount : nil,
            at: payment?.refundedAt ?? (isWhole ? detail.events.last { $0.to == .refunded }?.at : nil),
            isWhole: isWhole)
    }
}

enum LetterSQL {
    /// $1 order -> code
    static let code = SQL("letter_order_code", "SELECT code FROM {order} WHERE id = $1")
}

extension String {
    /// Without line breaks and other control characters, so that no name can begin a header or a line of its own.
    var onOneLine: String {
        var scalars = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: scalars.append(" ")
            default: scalars.append(scalar)
            }
        }
        return String(scalars).split(separator: " ").joined(separator: " ")
    }
}
