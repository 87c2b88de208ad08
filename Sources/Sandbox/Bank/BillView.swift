/// One bill with everything a person can do to it.
struct BillView {
    let bill: Bill
    let shop: String
    var refusal: String?

    /// The buttons' addresses, and what they do.
    static let deeds: [(path: String, deed: Till.Deed)] = [
        ("bayar", .pay), ("kedaluwarsa", .expire), ("gagal", .fail), ("refund", .refund),
    ]

    static func words(for status: Bill.Status) -> String {
        switch status {
        case .unpaid: "Menunggu pembayaran"
        case .paid: "Lunas"
        case .expired: "Kedaluwarsa"
        case .failed: "Gagal"
        case .refund: "Dana dikembalikan"
        }
    }

    var page: HTML {
        let isTelling = bill.letters.contains { !$0.isOver }
        let error: HTML = refusal.map { "<p class=\"error\" role=\"alert\">\($0)</p>" } ?? ""
        return SandboxPage.page(
            "Tagihan \(bill.merchantRef)", refreshesAfter: isTelling ? 3 : nil,
            """
            <h1>Bayar ke \(shop)</h1>
            \(error)
            <section class="card" aria-label="Tagihan">
            <span class="tag \(bill.status.rawValue)" id="status">\(Self.words(for: bill.status))</span>
            <p class="sum" id="amount">\(SandboxPage.rupiah(bill.amount))</p>
            <p class="soft">\(bill.channelName)</p>
            \(code)
            <dl><dt>Pesanan</dt><dd>\(bill.merchantRef)</dd><dt>Referensi</dt><dd>\(bill.reference)</dd>\
            <dt>Pembeli</dt><dd>\(bill.customerName)</dd>\(fee)<dt>Batas waktu</dt>\
            <dd>\(SandboxPage.time(bill.expiredTime))</dd>\(paid)</dl>
            </section>
            <section class="stack" aria-label="Tindakan">\(actions)</section>
            <h2>Rincian</h2>
            <div class="card scroll"><table><tbody>\(lines)</tbody></table></div>
            <h2>Pemberitahuan ke toko (callback)</h2>
            \(letters)
            """)
    }

    private var code: HTML {
        switch bill.channel?.kind {
        case .qris:
            let picture = bill.qrString.flatMap { QRPicture($0)?.svg } ?? ""
            return "\(picture)<p class=\"soft\">Kode QR ini tidak dapat dibayar dengan aplikasi sungguhan.</p>"
        case .wallet: return "<p>Anda diarahkan toko ke aplikasi \(bill.channelName).</p>"
        case .store:
            return "<p class=\"soft\">Kode bayar</p><span class=\"code\" id=\"pay-code\">\(bill.payCode ?? "")</span>"
        default:
            return
                "<p class=\"soft\">Nomor Virtual Account</p><span class=\"code\" id=\"pay-code\">\(bill.payCode ?? "")</span>"
        }
    }

    private var fee: HTML {
        bill.feeCustomer == 0
            ? "" : "<dt>Biaya layanan</dt><dd>\(SandboxPage.rupiah(bill.feeCustomer))</dd>"
    }

    private var paid: HTML {
        bill.paidAt.map { "<dt>Dibayar</dt><dd>\(SandboxPage.time($0))</dd>" } ?? ""
    }

    private var lines: HTML {
        .joined(
            bill.items.map {
                """
                <tr><td>\($0.name)<br><span class="soft">\($0.quantity) × \(SandboxPage.rupiah($0.price))</span></td>\
                <td class="number">\(SandboxPage.rupiah($0.price * $0.quantity))</td></tr>
                """
            })
    }

    private var actions: HTML {
        var buttons: [HTML] = []
        func button(_ path: String, _ words: String, _ style: String) {
            buttons.append(
                """
                <form method="post" action="/bayar/\(bill.reference)/\(path)"><button class="\(style)" \
                id="\(path)">\(words)</button></form>
                """)
        }
        switch bill.status {
        case .unpaid:
            button("bayar", "Bayar sekarang", "main")
            button("kedaluwarsa", "Biarkan kedaluwarsa", "")
            button("gagal", "Gagalkan", "stop")
        case .paid: button("refund", "Kembalikan dana (REFUND)", "stop")
        case .expired: button("bayar", "Bayar walau terlambat", "")
        case .failed, .refund: break
        }
        if bill.status != .unpaid { button("kirim-ulang", "Kirim ulang callback", "") }
        if let url = bill.returnURL {
            let address = FormText.address(
                url, adding: [("tripay_reference", bill.reference), ("tripay_merchant_ref", bill.merchantRef)])
            buttons.insert(
                "<a class=\"button\(bill.status == .unpaid ? "" : " main")\" id=\"kembali\" href=\"\(address)\">Kembali ke toko</a>",
                at: bill.status == .unpaid ? buttons.count : 0)
        }
        return .joined(buttons)
    }

    private var letters: HTML {
        if bill.letters.isEmpty { return "<p class=\"soft\">Belum ada yang dikirim.</p>" }
        return .joined(bill.letters.reversed().map { LetterView(letter: $0).card })
    }
}
