import Ordering
import TokoCore
import Web

/// The form for money that the owner gave back by hand, as it was typed, and what is wrong with it.
struct RefundForm {
    var payment: PaymentID?
    var amount = ""
    var note = ""
    /// `ya`, `tidak`, or nothing yet.
    var restocks = ""
    var amountError: String?
    var noteError: String?
    var restocksError: String?

    init() {}

    init(_ form: Form) {
        payment = PaymentID(typed: form["bayar"])
        amount = form["jumlah"]
        note = form["catatan"]
        restocks = form["stok"]
    }

    var hasProblems: Bool { amountError != nil || noteError != nil || restocksError != nil }

    /// What the form says; nil when a field says it wrong, which it then tells.
    mutating func read(seen: Money?, of detail: OrderDetail) -> HandRefund? {
        guard let payment, let bill = detail.payments.first(where: { $0.id == payment }), bill.refundable > .zero
        else {
            amountError = "Pembayaran ini sudah dikembalikan seluruhnya, atau belum dibayar."
            return nil
        }
        if amount.isEmpty {
            amountError = "Isi jumlah yang Anda kembalikan."
        } else if let money = RupiahText.money(amount), money > .zero {
            if money > bill.refundable {
                amountError = Self.tooMuch(bill.refundable)
            } else if Self.isWhole(money, of: bill), detail.order.state.isToShip, restocks != "ya", restocks != "tidak"
            {
                restocksError = "Pilih apakah barangnya kembali ke stok."
            }
        } else {
            amountError = "Isi dengan angka bulat, misalnya 120.000."
        }
        if note.count > HandRefund.longestNote { noteError = "Paling panjang \(HandRefund.longestNote) karakter." }
        guard !hasProblems, let money = RupiahText.money(amount), let seen else { return nil }
        return HandRefund(payment: payment, amount: money, seenRefunded: seen, note: note, restocks: restocks == "ya")
    }

    /// Whether the whole price of the order is back with this.
    private static func isWhole(_ amount: Money, of bill: Payment) -> Bool {
        do { return try bill.refunded + amount >= bill.requested } catch { return true }
    }

    /// What the refusal of ``RefundRecord`` is about.
    mutating func take(_ error: RefundError) {
        switch error {
        case .nothingToReturn: amountError = "Pembayaran ini sudah dikembalikan seluruhnya, atau belum dibayar."
        case .amountMissing: amountError = "Isi jumlah yang Anda kembalikan."
        case .tooMuch(let left): amountError = Self.tooMuch(left)
        case .changedMeanwhile(let refunded):
            amountError =
                "Sementara itu sudah tercatat \(refunded.formatted) dikembalikan. Periksa, lalu simpan bila ini pengembalian lain."
        case .noteTooLong: noteError = "Paling panjang \(HandRefund.longestNote) karakter."
        }
    }

    private static func tooMuch(_ left: Money) -> String {
        "Melebihi sisa yang bisa dikembalikan, yaitu \(left.formatted)."
    }
}

extension RefundForm {
    func markup(for payment: Payment, of order: Order, token: Markup) -> Markup? {
        guard payment.refundable > .zero else { return nil }
        let isOurs = self.payment == payment.id
        let open: Markup = isOurs && hasProblems ? " open" : ""
        let stock: Markup? = order.state.isToShip ? stockChoice(isOurs, payment.id) : nil
        return """
            <details\(open)><summary>Catat pengembalian dana</summary>
            <p class="hint">Untuk uang yang sudah Anda transfer sendiri kepada pembeli. Toko ini tidak memindahkan uang.</p>
            <form method="post" action="/admin/pesanan/\(order.code)/pengembalian">\(token)
            <input type="hidden" name="bayar" value="\(payment.id)">
            <input type="hidden" name="sudah" value="\(payment.refunded.rupiah)">
            \(FormField(name: "jumlah", label: "Jumlah (Rp)", value: isOurs ? amount : "", problem: isOurs ? amountError : nil, hint: "Paling banyak \(payment.refundable.formatted). Kurang dari \(payment.requested.formatted): pesanan tetap berjalan.", isNumber: true, suffix: "-\(payment.id)").markup)
            \(FormField(name: "catatan", label: "Catatan (boleh kosong)", value: isOurs ? note : "", problem: isOurs ? noteError : nil, hint: "Misalnya nomor rekening tujuan dan sebabnya. Hanya terlihat oleh toko.", suffix: "-\(payment.id)").markup)
            \(stock)
            <p><button class="danger">Catat pengembalian</button></p></form></details>
            """
    }

    private func stockChoice(_ isOurs: Bool, _ payment: PaymentID) -> Markup {
        let problem: Markup? =
            isOurs ? restocksError.map { "<p class=\"error\" id=\"stok-salah\">\($0)</p>" as Markup } : nil
        func option(_ value: String, _ words: String) -> Markup {
            let chosen: Markup = isOurs && restocks == value ? " checked" : ""
            return """
                <label class="choice"><input type="radio" name="stok" value="\(value)"\(chosen)> \(words)</label>
                """
        }
        return """
            <fieldset><legend>Bila seluruhnya dikembalikan: barangnya</legend>
            \(option("ya", "kembali ke stok")) \(option("tidak", "tidak kembali ke stok"))\(problem)</fieldset>
            """
    }
}
