import Accounts
import HTTPTypes
import Hummingbird
import Ordering
import Tenancy
import Theming
import TokoCore
import Web

/// `/pesanan` and what hangs below it. Each reading names the customer: a code alone opens nothing.
struct OrderPages: Sendable {
    static let page = PageShape(
        "orders",
        Frame.shape.merging([
            "orders": .each(OrderRowView.shape), "pager": .each(["previous": .link, "next": .link]),
        ]))

    let easel: Easel
    let reconciliation: Reconciliation
    let limiter: RateLimiter
    let invoices: InvoicePDF

    func list(request: Request, context: ShopContext) async throws -> Page {
        let customer = try context.customer()
        let number = min(max(Int64(Form.query(request)["hal"]) ?? 1, 1), 500)
        let found = try await OrderRepository(context.shop.database).list(of: customer.id, page: number)
        let rows = found.orders.map { OrderRowView(order: $0, zone: context.shop.settings.zone).view }
        func link(_ page: Int64) -> Link { Link("pesanan", query: page > 1 ? [("hal", "\(page)")] : []) }
        let pager: ViewTree = [
            "previous": .link(number > 1 ? link(number - 1) : nil),
            "next": .link(found.hasMore ? link(number + 1) : nil),
        ]
        return try await easel.draw(
            "orders", .own("Pesanan saya", in: context.shop.settings.name),
            ["orders": .list(rows), "pager": .maybe(number > 1 || found.hasMore ? pager : nil)],
            for: .customer(context.session), in: context)
    }

    func show(request: Request, context: ShopContext) async throws -> Page {
        let detail = try await detail(context)
        let code = detail.order.code
        // Back from paying, or pressed "check": ask the provider now, not only when its callback comes.
        if Form.query(request)["periksa"] == "1" {
            if detail.order.state == .pending {
                try await limiter.count(
                    "check", by: code.text, of: context.shop.tenant.id, limit: 10, window: .seconds(60))
                try await reconciliation.check(code, in: context.shop)
            }
            return .redirect(to: Link("pesanan", code.text).text)
        }
        return try await draw(OrderView(detail: detail, zone: context.shop.settings.zone), context)
    }

    /// `/pesanan/{code}/kuitansi.pdf`: as if it were not there while the order is not paid.
    func receipt(request: Request, context: ShopContext) async throws -> Page {
        let detail = try await detail(context)
        try await limiter.count(
            "receipt", by: detail.order.code.text, of: context.shop.tenant.id, limit: 20, window: .seconds(60))
        guard let receipt = try await invoices.receipt(of: detail, in: context.shop) else { throw Problem.notFound }
        return .document(receipt.bytes, type: "application/pdf", name: receipt.name)
    }

    private struct Status: Encodable {
        let state: String
    }

    func status(request: Request, context: ShopContext) async throws -> Page {
        try .json(Status(state: PaymentView.state(try await detail(context))))
    }

    func cancel(request: Request, context: ShopContext) async throws -> Page {
        let customer = try context.customer()
        try CSRF.check(try await Form.posted(request), context.session)
        let detail = try await detail(context)
        let code = detail.order.code
        do {
            try await Fulfilment(context.shop).cancel(
                code, of: customer.id, by: .customer(customer.id.number))
            return .redirect(to: Link("pesanan", code.text).text)
        } catch OrderError.notAllowed {
            var view = OrderView(detail: try await self.detail(context), zone: context.shop.settings.zone)
            view.problems.add("Pesanan ini sudah tidak dapat dibatalkan. Hubungi penjual bila ada yang keliru.")
            return try await draw(view, context, status: .conflict)
        }
    }

    private func detail(_ context: ShopContext) async throws -> OrderDetail {
        let customer = try context.customer()
        guard let code = context.parameters.get("code").flatMap({ OrderCode(typed: $0) }),
            let detail = try await OrderRepository(context.shop.database).detail(code, of: customer.id)
        else { throw Problem.notFound }
        return detail
    }

    private func draw(
        _ view: OrderView, _ context: ShopContext, status: HTTPResponse.Status = .ok
    ) async throws -> Page {
        try await easel.draw(
            "order", .own("Pesanan \(view.detail.order.code)", in: context.shop.settings.name), view.view,
            for: .customer(context.session), in: context, status: status)
    }
}
