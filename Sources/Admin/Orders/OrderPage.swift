import Accounts
import Hummingbird
import Ordering
import Payments
import Shipping
import Tenancy
import TokoCore
import Web

/// One order: what, to whom, how paid, and the next thing to do.
struct OrderPage {
    let context: ShopContext
    let detail: OrderDetail
    var waybill = WaybillEntry()
    var refund = RefundForm()
    /// Whether couriers can be asked from here.
    var canRefresh = false

    /// What was typed into the waybill form, and what is wrong with it.
    struct WaybillEntry {
        var courier = ""
        var number = ""
        var courierError: String?
        var numberError: String?
    }

    private var order: Order { detail.order }

    func page(notice: AdminLayout.Notice?, status: HTTPResponse.Status = .ok) -> Page {
        AdminLayout(context: context, section: .orders, title: "Pesanan \(order.code)", notice: notice)
            .page(markup, status: status)
    }

    private var markup: Markup {
        """
        <p><span class="badge \(order.state.rawValue)">\(AdminWords.state(order.state))</span>
        <span class="muted">\(context.shop.settings.zone.dateTime(order.placedAt))</span></p>
        \(attention)
        <div class="columns">
        <div>
        \(actions)
        <section class="card"><h2>Barang</h2>
        <div class="scroll"><table>
        <thead><tr><th></th><th>Barang</th><th class="number">Harga</th><th class="number">Jumlah</th><th class="number">Total</th></tr></thead>
        <tbody>\(detail.lines.map(line))</tbody>
        </table></div>
        <dl class="facts">
        <dt>Subtotal</dt><dd>\(order.subtotal.formatted)</dd>
        <dt>Ongkos kirim</dt><dd>\(order.shipping.formatted)</dd>
        <dt>Total</dt><dd><strong>\(order.total.formatted)</strong></dd>
        <dt>Berat</dt><dd>\(order.weight.formatted)</dd>
        </dl>
        \(detail.hasReceipt ? receipt : nil)
        \(order.note.isEmpty ? nil : "<h2>Catatan pembeli</h2><p>\(order.note)</p>")
        </section>
        </div>
        <div>
        <section class="card"><h2>Kirim ke</h2>\(address)</section>
        \(ParcelCard(detail: detail, zone: context.shop.settings.zone, token: token, canRefresh: canRefresh).markup)
        <section class="card"><h2>Pembayaran</h2>\(detail.payments.map(payment))</section>
        <section class="card"><h2>Riwayat</h2><ol class="timeline">\(detail.events.reversed().map(event))</ol></section>
        </div>
        </div>
        """
    }

    private var attention: Markup? {
        guard let attention = order.attention else { return nil }
        return """
            <div class="notice problem" role="alert"><p>\(AdminWords.attention(attention))</p>
            <form method="post" action="/admin/pesanan/\(order.code)/perhatian">\(token)
            <button class="second">Tandai sudah ditangani</button></form></div>
            """
    }

    private func line(_ line: OrderLine) -> Markup {
        let image: Markup =
            line.image.map {
                "<img class=\"thumb\" src=\"/media/\($0)\" alt=\"\" loading=\"lazy\" width=\"48\" height=\"48\">"
            } ?? ""
        let options =
            line.optionValues.isEmpty ? line.sku : "\(line.optionValues.joined(separator: ", ")) · \(line.sku)"
        return """
            <tr><td>\(image)</td><td>\(line.name)<br><span class="muted">\(options)</span></td>
            <td class="number">\(line.price.formatted)</td><td class="number">\(line.quantity.pieces)</td>
            <td class="number">\(line.total.formatted)</td></tr>
            """
    }

    private var address: Markup {
        let to = order.destination
        return """
            <p><strong>\(to.recipient)</strong><br>\(to.phone)<br>\(to.street)<br>
            \(to.village), \(to.district)<br>\(to.regency), \(to.province) \(to.postalCode)</p>
            <dl class="facts"><dt>Kurir pilihan</dt><dd>\(order.courier.name) \(order.courier.service)</dd>
            \(detail.shipment.map { "<dt>Resi</dt><dd>\($0.courierName) \($0.waybill)</dd>" } ?? Markup.nothing)
            <dt>Pembeli</dt><dd>\(order.customerName)<br>\(order.customerEmail)</dd></dl>
            """
    }

    private func payment(_ payment: Payment) -> Markup {
        let zone = context.shop.settings.zone
        return """
            <dl class="facts"><dt>Cara bayar</dt><dd>\(payment.channelName)</dd>
            <dt>Status</dt><dd>\(Self.word(payment.state))</dd>
            <dt>Tagihan</dt><dd>\(payment.due.formatted)</dd>
            <dt>Referensi</dt><dd>\(payment.reference ?? payment.merchantRef)</dd>
            <dt>\(payment.paidAt == nil ? "Batas" : "Dibayar")</dt><dd>\(zone.dateTime(payment.paidAt ?? payment.expiresAt))</dd>
            \(returned(payment))
            </dl>
            \(context.session?.staff?.role.mayRefund == true ? refund.markup(for: payment, of: order, token: token) : nil)
            """
    }

    private func returned(_ payment: Payment) -> Markup? {
        guard payment.refunded > .zero else { return nil }
        let at = payment.refundedAt.map { ", \(context.shop.settings.zone.dateTime($0))" } ?? ""
        let notes: [Markup] = (payment.refundNote ?? "").split(separator: "\n").map { "<br>\(String($0))" }
        return "<dt>Dikembalikan</dt><dd>\(payment.refunded.formatted)\(at)\(notes)</dd>"
    }

    private var receipt: Markup {
        """
        <div class="actions"><a class="button quiet" href="/admin/pesanan/\(order.code)/kuitansi.pdf">Unduh kuitansi</a>
        <form method="post" action="/admin/pesanan/\(order.code)/kuitansi">\(token)
        <button class="second">Kirim ulang kuitansi</button></form></div>
        """
    }

    private static func word(_ state: PaymentState) -> String {
        switch state {
        case .opening: "Tagihan sedang disiapkan"
        case .open: "Menunggu pembayaran"
        case .refused: "Tagihan tidak terbentuk"
        case .paid: "Lunas"
        case .expired: "Kedaluwarsa"
        case .failed: "Gagal"
        case .refunded: "Dana dikembalikan"
        }
    }

    private func event(_ event: OrderEvent) -> Markup {
        """
        <li>\(AdminWords.reason(event.reason))<br>
        <span class="muted">\(context.shop.settings.zone.dateTime(event.at)) · \(AdminWords.actor(event.actor))</span></li>
        """
    }

    private var token: Markup { AdminLayout.token(context.session) }

    // What may be done now.

    private var actions: Markup? {
        let mayCancel = order.state.mayBecome(.cancelled) && context.session?.staff?.role.mayCancel == true
        switch order.state {
        case .shipped where CourierCodes.isOwn(order.courier.code): return nil
        case .paid, .processing, .shipped:
            return """
                <section class="card"><h2>\(order.state == .shipped ? "Perbaiki resi" : "Langkah berikutnya")</h2>
                \(order.state == .paid ? processForm : nil)
                \(CourierCodes.isOwn(order.courier.code) ? ownForm : waybillForm)
                \(mayCancel ? cancelForm : nil)
                </section>
                """
        default:
            return mayCancel ? "<section class=\"card\">\(cancelForm)</section>" : nil
        }
    }

    private var processForm: Markup {
        """
        <form method="post" action="/admin/pesanan/\(order.code)/proses">\(token)<button>Mulai proses</button></form>
        """
    }

    /// The shop's own courier, or the customer, has no waybill.
    private var ownForm: Markup? {
        guard order.state != .shipped else { return nil }
        return """
            <form method="post" action="/admin/pesanan/\(order.code)/kirim-sendiri">\(token)
            <button>\(order.courier.name): tandai sudah diserahkan</button></form>
            """
    }

    private var waybillForm: Markup {
        let chosen = waybill.courier.isEmpty ? detail.shipment?.courierCode ?? order.courier.code : waybill.courier
        let options: [Markup] = CourierNames.all.map { courier in
            let selected: Markup = courier.code == chosen ? " selected" : ""
            return "<option value=\"\(courier.code)\"\(selected)>\(courier.name)</option>"
        }
        let invalid: Markup =
            waybill.numberError == nil ? "" : " aria-invalid=\"true\" aria-describedby=\"resi-salah\""
        return """
            <form method="post" action="/admin/pesanan/\(order.code)/kirim" class="row">\(token)
            <div><label for="kurir">Kurir</label><select id="kurir" name="kurir">\(options)</select>
            \(waybill.courierError.map { "<p class=\"error\">\($0)</p>" } ?? Markup.nothing)</div>
            <div><label for="resi">Nomor resi</label>
            <input id="resi" name="resi" value="\(waybill.number)" autocomplete="off" required\(invalid)>
            \(waybill.numberError.map { "<p class=\"error\" id=\"resi-salah\">\($0)</p>" } ?? Markup.nothing)</div>
            <button>\(order.state == .shipped ? "Simpan resi" : "Tandai dikirim")</button>
            </form>
            """
    }

    private var cancelForm: Markup {
        let money: Markup =
            order.state == .pending
            ? "Stok dilepas kembali. Kode bayar di bank tidak bisa ditarik: bila pembeli tetap membayar, pesanan ini akan ditandai."
            : "Stok dikembalikan. Dana pembeli tidak kembali dengan sendirinya: kembalikan lewat transfer."
        return """
            <details><summary>Batalkan pesanan</summary><p>\(money)</p>
            <form method="post" action="/admin/pesanan/\(order.code)/batal">\(token)
            <button class="danger">Ya, batalkan</button></form></details>
            """
    }
}
