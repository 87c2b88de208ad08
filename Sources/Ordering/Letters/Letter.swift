import FoundationEssentials
import Tenancy
import TokoCore

/// A letter as it is, before it is a mail: its parts in order, every word of it plain text.
struct Letter: Sendable {
    struct Fact: Sendable, Equatable {
        let label: String
        let value: String
        var isSum = false
    }

    let subject: String
    /// What phones show beside the subject.
    let summary: String
    let greeting: String
    let opening: [String]
    let notice: String?
    let facts: [Fact]
    let lines: [OrderFacts.Line]
    let sums: [Fact]
    let address: [String]
    let button: (label: String, url: String)?
    let closing: [String]
    let sender: [String]
    let accent: String
}

extension Letter {
    /// - Parameter origin: the shop's public address, `https://kopi.example`; nil while it has none.
    init(_ kind: LetterKind, of order: OrderFacts, from shop: ShopSettings, at origin: String?) {
        let words = LetterWords.chosen(kind, by: shop.mailTexts)
        let name = shop.name.onOneLine
        func filled(_ text: String) -> String {
            LetterPiece.fill(text) { mark in
                switch mark {
                case .nama: order.customerName
                case .pesanan: order.code
                case .total: order.total.formatted
                case .toko: name
                case .resi: order.parcel?.waybill ?? ""
                case .kurir: order.parcel?.courier ?? order.courier
                }
            }
        }
        subject = filled(words.subject).onOneLine
        opening = Self.paragraphs(filled(words.opening))
        closing = Self.paragraphs(filled(words.closing))
        summary = opening.first?.onOneLine ?? ""
        greeting = "Halo \(kind == .waybillWrong ? name : order.customerName),"
        notice = kind == .receipt ? order.attention.flatMap(Self.notice) : nil
        facts = Self.facts(kind, order, shop.zone)
        lines = kind == .waybillWrong ? [] : order.lines
        sums = Self.sums(kind, order)
        let receiver = order.phone.isEmpty ? order.recipient : "\(order.recipient), \(order.phone)"
        address = kind == .receipt || kind == .shipped ? [receiver, order.street, order.place] : []
        button = origin.map { origin in
            kind == .waybillWrong
                ? ("Perbaiki nomor resi", "\(origin)/admin/pesanan/\(order.code)")
                : ("Lihat pesanan", "\(origin)/pesanan/\(order.code)")
        }
        sender = [name, shop.address.onOneLine, shop.phone.onOneLine].filter { !$0.isEmpty }
        accent = PaperLook.accentText(of: shop)
    }

    private static func paragraphs(_ text: String) -> [String] {
        text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").split(separator: "\n\n").map {
            $0.split(separator: "\n").map { String($0).onOneLine }.joined(separator: "\n")
        }.filter { !$0.isEmpty }
    }

    private static func notice(_ attention: OrderAttention) -> String? {
        switch attention {
        case .paidLate:
            """
            Pembayaran ini kami terima setelah batas waktunya lewat. Pesanan tetap kami catat sebagai sudah dibayar, \
            dan kami hubungi Anda bila ada yang perlu dibicarakan.
            """
        case .paidWithoutStock:
            """
            Mohon maaf, ada barang yang keburu habis sebelum pembayaran masuk. Kami segera menghubungi Anda untuk \
            mencari jalan keluarnya.
            """
        case .paidTwice: "Pembayaran kami terima lebih dari sekali. Kelebihannya akan kami kembalikan."
        default: nil
        }
    }

    private static func facts(_ kind: LetterKind, _ order: OrderFacts, _ zone: ShopZone) -> [Fact] {
        var facts = [Fact(label: "Nomor pesanan", value: order.code)]
        func add(_ label: String, _ value: String?) {
            if let value, !value.isEmpty { facts.append(Fact(label: label, value: value)) }
        }
        switch kind {
        case .receipt:
            add("Dipesan", zone.dateTime(order.placedAt))
            add("Cara bayar", order.paid?.channel)
            add("Dibayar", order.paid?.at.map(zone.dateTime))
            add("Kurir", order.courier)
            add("Dana kembali", order.refund?.amount?.formatted)
        case .shipped:
            add("Kurir", order.parcel?.courier)
            add("Nomor resi", order.parcel?.waybill)
            add("Dikirim", order.parcel.map { zone.dateTime($0.at) })
        case .expired:
            add("Dipesan", zone.dateTime(order.placedAt))
        case .refunded:
            add("Cara bayar", order.paid?.channel)
            add("Dana kembali", order.refund?.amount?.formatted)
            add("Dikembalikan", order.refund?.at.map(zone.dateTime))
        case .waybillWrong:
            add("Pembeli", order.customerName)
            add("Kurir", order.parcel?.courier)
            add("Nomor resi", order.parcel?.waybill)
            add("Dikirim", order.parcel.map { zone.dateTime($0.at) })
        }
        return facts
    }

    private static func sums(_ kind: LetterKind, _ order: OrderFacts) -> [Fact] {
        switch kind {
        case .receipt, .refunded: order.sums
        case .expired: order.orderSums
        case .shipped, .waybillWrong: []
        }
    }
}

extension OrderFacts {
    /// The order's own sums.
    var orderSums: [Letter.Fact] {
        [
            Letter.Fact(label: "Subtotal", value: subtotal.formatted),
            Letter.Fact(label: "Ongkos kirim", value: shipping.formatted),
            Letter.Fact(label: "Total pesanan", value: total.formatted, isSum: true),
        ]
    }

    /// The same, and apart from them what the payment cost the customer: that went to the provider, not to the shop.
    var sums: [Letter.Fact] {
        guard let paid, paid.fee > .zero else { return orderSums }
        return orderSums + [
            Letter.Fact(label: "Biaya pembayaran", value: paid.fee.formatted),
            Letter.Fact(label: "Total bayar", value: paid.due.formatted, isSum: true),
        ]
    }
}
