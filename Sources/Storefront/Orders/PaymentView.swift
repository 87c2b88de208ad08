import FoundationEssentials
import Ordering
import Payments
import QR
import Theming
import TokoCore

/// How an order is paid, or what became of its payment.
struct PaymentView {
    static let shape: Shape = [
        "title": .text, "text": .text, "isWaiting": .flag, "checkLink": .link, "pollLink": .link,
        "pollState": .text,
        "bill": .each([
            "deadline": .text, "deadlineSeconds": .text, "channel": .text, "code": .text, "codeName": .text,
            "due": .text, "dueNumber": .text, "fee": .text, "qr": .html, "qrLink": .link, "payLink": .link,
            "payLabel": .text,
            "guides": .each(["items": .each(["title": .text, "steps": .each(["text": .text])])]),
        ]),
    ]

    let order: Order
    let payment: Payment
    let zone: ShopZone

    /// Changes whenever the page would look different.
    static func state(_ detail: OrderDetail) -> String {
        "\(detail.order.state.rawValue):\(detail.payment?.state.rawValue ?? "none")"
    }

    var isWaiting: Bool { order.state == .pending && payment.state.isWaiting }

    var view: ViewTree {
        let path = ["pesanan", order.code.text]
        return [
            "title": .text(words.title), "text": .text(words.text), "isWaiting": .flag(isWaiting),
            "checkLink": .link(Link(path[0], path[1], query: [("periksa", "1")])),
            "pollLink": .link(Link(path[0], path[1], "status")),
            "pollState": .text("\(order.state.rawValue):\(payment.state.rawValue)"),
            "bill": .maybe(isWaiting && payment.state == .open ? bill : nil),
        ]
    }

    private var words: (title: String, text: String) {
        switch (payment.state, order.state) {
        case (.paid, _):
            let when = payment.paidAt.map { " pada \(zone.dateTime($0))" } ?? ""
            return ("Pembayaran diterima", "Terima kasih! \(payment.channelName) kami terima\(when).")
        case (.open, .pending): return ("Selesaikan pembayaran", "")
        case (.opening, .pending):
            return (
                "Tagihan sedang disiapkan",
                "Penyedia pembayaran belum menjawab. Stok Anda sudah disimpan; halaman ini akan memperbarui diri."
            )
        case (.refused, _):
            return (
                "Pembayaran tidak dapat dibuka",
                "Penyedia pembayaran menolak cara bayar ini. Tidak ada yang ditagihkan, dan stok sudah dilepas."
            )
        case (.refunded, _): return ("Dana dikembalikan", "Penjual sudah mengembalikan pembayaran Anda.")
        default:
            return (
                "Tagihan sudah tidak berlaku",
                "Jangan membayar dengan kode lama. Anda bisa memesan lagi dari halaman produk."
            )
        }
    }

    private var bill: ViewTree {
        let qr = payment.qrString.flatMap { $0.hasPrefix("0002") ? QRCode($0) : nil }
        let guides: [ViewTree] = payment.instructions.map { guide in
            ["title": .text(guide.title), "steps": .list(guide.steps.map { ["text": .text($0)] })]
        }
        return [
            "deadline": .text(zone.dateTime(payment.expiresAt)),
            "deadlineSeconds": .number(Int64(payment.expiresAt.timeIntervalSince1970)),
            "channel": .text(payment.channelName), "code": .text(qr == nil ? payment.payCode ?? "" : ""),
            "codeName": .text(OrderWords.codeName(payment.channel)), "due": .text(payment.due.formatted),
            "dueNumber": .number(payment.due.rupiah),
            "fee": .text(payment.customerFee > .zero ? payment.customerFee.formatted : ""),
            "qr": .html(qr?.svg(label: "Kode QR untuk membayar \(payment.due.formatted)") ?? .init(built: "")),
            "qrLink": .link(qr == nil ? Self.elsewhere(payment.qrURL) : nil),
            "payLink": .link(Self.elsewhere(payment.payURL ?? (hasNothingToShow ? payment.checkoutURL : nil))),
            "payLabel": .text("Bayar dengan \(payment.channelName)"),
            "guides": .maybe(guides.isEmpty ? nil : ["items": .list(guides)]),
        ]
    }

    /// Of a bill without code and picture the provider's own page is the only way to pay.
    private var hasNothingToShow: Bool { payment.payCode == nil && payment.qrString == nil && payment.qrURL == nil }

    /// A page of the payment provider.
    private static func elsewhere(_ url: String?) -> Link? {
        url.flatMap { Link(provider: $0) }
    }
}
