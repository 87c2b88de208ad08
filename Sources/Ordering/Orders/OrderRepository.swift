import FoundationEssentials
public import Postgres
public import TokoCore

/// Reads orders. Every customer's reading names the customer, so a code alone opens nothing.
public struct OrderRepository: Sendable {
    private let database: TenantDatabase

    public init(_ database: TenantDatabase) { self.database = database }

    /// An order with all that belongs to it, in one round trip; nil when there is none, or it is another customer's.
    /// - Parameter customer: nil for the shop's own staff.
    public func detail(_ code: OrderCode, of customer: CustomerID?) async throws -> OrderDetail? {
        let code = SQLValue.text(code.text)
        let found = try await database.run([
            Statement(OrderSQL.order, code, .optional(customer)),
            Statement(OrderSQL.lines, code),
            Statement(OrderSQL.events, code),
            Statement(OrderSQL.payments, code),
            Statement(OrderSQL.shipment, code),
        ])
        guard let row = found[0].first else { return nil }
        return OrderDetail(
            order: try Order(row), lines: try found[1].map(OrderLine.init), events: try found[2].map(OrderEvent.init),
            payments: try found[3].map(Payment.init), shipment: try found[4].first.map(Shipment.init))
    }

    /// One page of a customer's orders, newest first, and whether more follow.
    /// - Parameter page: from 1 to 10,000.
    public func list(of customer: CustomerID, page: Int64 = 1, size: Int64 = 20) async throws -> OrderPage {
        OrderPage(
            try await database.query(
                OrderSQL.ofCustomer, .id(customer), .int(size + 1), .int(Self.offset(page, size))
            ).map(OrderSummary.init), size: size)
    }

    /// One page of the shop's orders, newest first, and whether more follow.
    /// - Parameters:
    ///   - states: nil for all.
    ///   - search: a part of a code, a name, a phone number or a waybill; empty for all.
    ///   - page: from 1 to 10,000.
    public func list(
        in states: [OrderState]? = nil, matching search: String = "", page: Int64 = 1, size: Int64 = 20
    ) async throws -> OrderPage {
        OrderPage(
            try await database.query(
                OrderSQL.ofShop, states.map { .texts($0.map(\.rawValue)) } ?? .null, .text(Self.likeable(search)),
                .int(size + 1), .int(Self.offset(page, size))
            ).map(OrderSummary.init), size: size)
    }

    private static func offset(_ page: Int64, _ size: Int64) -> Int64 { (min(max(1, page), 10_000) - 1) * size }

    public func countByState() async throws -> [OrderState: Int64] {
        try await database.query(OrderSQL.countByState).reduce(into: [:]) { counts, row in
            if let state = OrderState(rawValue: try row.text("state")) { counts[state] = try row.int("orders") }
        }
    }

    /// The order that this intention of the customer made already.
    func code(for key: IdempotencyKey, of customer: CustomerID) async throws -> OrderCode? {
        try await database.query(OrderSQL.byKey, .id(customer), .text(key.text)).first.map { try OrderCode(row: $0) }
    }

    /// `%` and `_` are letters here, not wild cards.
    private static func likeable(_ text: String) -> String {
        text.reduce(into: "") { out, letter in
            if letter == "%" || letter == "_" || letter == "\\" { out.append("\\") }
            out.append(letter)
        }
    }
}

/// A piece of a list of orders.
public struct OrderPage: Sendable {
    public let orders: [OrderSummary]
    public let hasMore: Bool

    /// - Parameter found: one more than `size`, when more follow.
    init(_ found: [OrderSummary], size: Int64) {
        orders = Array(found.prefix(Int(size)))
        hasMore = found.count > Int(size)
    }
}
