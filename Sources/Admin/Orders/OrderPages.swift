import Accounts
import Hummingbird
import Ordering
import Tenancy
import TokoCore
import Web

/// Routes under `/admin/pesanan`.
struct OrderPages {
    let invoices: InvoicePDF
    let parcels: ParcelRefresh?
    let limiter: RateLimiter

    func add(to group: RouterGroup<ShopContext>) {
        group.get("pesanan", use: OrderListPage.show)
        group.get("pesanan/:code", use: show)
        group.get("pesanan/:code/kuitansi.pdf", use: receipt)
        group.post("pesanan/:code/proses") { request, context in
            try await act(request, context, done: "diproses") { fulfilment, code, actor, _ in
                try await fulfilment.startProcessing(code, by: actor)
            }
        }
        group.post("pesanan/:code/batal") { request, context in
            guard try context.staff().role.mayCancel else { throw AdminProblem.notYours }
            return try await act(request, context, done: "dibatalkan") { fulfilment, code, actor, _ in
                try await fulfilment.cancel(code, by: actor)
            }
        }
        group.post("pesanan/:code/perhatian") { request, context in
            try await act(request, context, done: "ditangani") { fulfilment, code, actor, _ in
                try await fulfilment.dismissAttention(code, by: actor)
            }
        }
        group.post("pesanan/:code/kirim", use: ship)
        group.post("pesanan/:code/kirim-sendiri") { request, context in
            try await act(request, context, done: "diserahkan") { fulfilment, code, actor, _ in
                try await fulfilment.shipWithoutWaybill(code, by: actor)
            }
        }
        group.post("pesanan/:code/sampai") { request, context in
            try await act(request, context, done: "sampai") { fulfilment, code, actor, _ in
                try await fulfilment.markDelivered(code, by: actor)
            }
        }
        OrderErrands(parcels: parcels, limiter: limiter).add(to: group)
        RefundPages(parcels: parcels).add(to: group)
    }

    static let done = [
        "diserahkan": "Pesanan ditandai sudah diserahkan.",
        "sampai": "Paket ditandai sudah sampai.",
        "dicek": "Kabar terbaru dari kurir sudah diambil.",
        "kuitansi": "Kuitansi masuk antrean dan segera dikirim ke pembeli.",
        "kembali": "Pengembalian dana tercatat.",
        "diproses": "Pesanan sedang dikemas. Masukkan nomor resi setelah paket diserahkan ke kurir.",
        "dikirim": "Nomor resi tersimpan dan pembeli dapat melihatnya.",
        "dibatalkan": "Pesanan dibatalkan dan stok dikembalikan.",
        "ditangani": "Tanda perhatian sudah diselesaikan.",
    ]

    @Sendable private func show(request: Request, context: ShopContext) async throws -> Page {
        let query = Form.query(request)
        let notice =
            Self.done[query["selesai"]].map(AdminLayout.Notice.done)
            ?? OrderErrands.refusals[query["gagal"]].map(AdminLayout.Notice.problem)
        return OrderPage(context: context, detail: try await Self.detail(context), canRefresh: parcels != nil)
            .page(notice: notice)
    }

    @Sendable private func receipt(request: Request, context: ShopContext) async throws -> Page {
        guard let receipt = try await invoices.receipt(of: try await Self.detail(context), in: context.shop) else {
            throw Problem.notFound
        }
        return .document(receipt.bytes, type: "application/pdf", name: receipt.name)
    }

    @Sendable private func ship(request: Request, context: ShopContext) async throws -> Page {
        let form = try await Form.posted(request)
        let actor = OrderActor.staff(try context.staff().id.number)
        try CSRF.check(form, context.session)
        let detail = try await Self.detail(context)
        var entry = OrderPage.WaybillEntry(courier: form["kurir"], number: form["resi"])
        do {
            let waybill = try Waybill(courier: form["kurir"], number: form["resi"])
            let fulfilment = Fulfilment(context.shop)
            if detail.order.state == .shipped {
                try await fulfilment.correct(detail.order.code, to: waybill, by: actor)
            } else {
                try await fulfilment.ship(detail.order.code, with: waybill, by: actor)
            }
            return .redirect(to: "/admin/pesanan/\(detail.order.code)?selesai=dikirim")
        } catch OrderError.badWaybill {
            entry.numberError = "Nomor resi berisi 4 sampai 40 huruf, angka, atau tanda hubung."
        } catch OrderError.badCourier {
            entry.courierError = "Pilih kurir dari daftar."
        }
        return OrderPage(context: context, detail: detail, waybill: entry, canRefresh: parcels != nil)
            .page(notice: .problem("Resi belum tersimpan. Periksa isian di bawah."), status: .unprocessableContent)
    }

    private func act(
        _ request: Request, _ context: ShopContext, done: String,
        _ step: (Fulfilment, OrderCode, OrderActor, Form) async throws -> Void
    ) async throws -> Page {
        let form = try await Form.posted(request)
        try CSRF.check(form, context.session)
        let actor = OrderActor.staff(try context.staff().id.number)
        guard let code = OrderCode(typed: try context.parameters.require("code")) else { throw Problem.notFound }
        try await step(Fulfilment(context.shop), code, actor, form)
        return .redirect(to: "/admin/pesanan/\(code)?selesai=\(done)")
    }

    static func detail(_ context: ShopContext) async throws -> OrderDetail {
        guard let code = OrderCode(typed: try context.parameters.require("code")),
            let detail = try await OrderRepository(context.shop.database).detail(code, of: nil)
        else { throw Problem.notFound }
        return detail
    }
}
