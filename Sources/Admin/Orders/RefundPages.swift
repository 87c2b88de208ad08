import Accounts
import Hummingbird
import Ordering
import TokoCore
import Web

/// `POST /admin/pesanan/{code}/pengembalian`: money that the owner gave back by hand.
struct RefundPages {
    let parcels: ParcelRefresh?

    func add(to group: RouterGroup<ShopContext>) {
        group.post("pesanan/:code/pengembalian", use: record)
    }

    @Sendable private func record(request: Request, context: ShopContext) async throws -> Page {
        let posted = try await Form.posted(request)
        try CSRF.check(posted, context.session)
        guard try context.staff().role.mayRefund else { throw AdminProblem.notYours }
        let actor = OrderActor.staff(try context.staff().id.number)
        let detail = try await OrderPages.detail(context)
        guard let seen = RupiahText.money(posted["sudah"]), PaymentID(typed: posted["bayar"]) != nil else {
            throw Problem.unreadable
        }
        var form = RefundForm(posted)
        if let refund = form.read(seen: seen, of: detail) {
            do {
                _ = try await RefundRecord(context.shop).record(refund, of: detail.order.code, by: actor)
                return .redirect(to: "/admin/pesanan/\(detail.order.code)?selesai=kembali")
            } catch let error as RefundError {
                form.take(error)
            }
        }
        // As it stands now: somebody else's refund may be why this one was refused.
        var page = OrderPage(context: context, detail: try await OrderPages.detail(context))
        page.refund = form
        page.canRefresh = parcels != nil
        let problem = form.amountError ?? form.restocksError ?? form.noteError ?? ""
        return page.page(
            notice: .problem("Pengembalian belum tercatat. \(problem)"), status: .unprocessableContent)
    }
}
