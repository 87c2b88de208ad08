public import FoundationEssentials
public import Tenancy
public import TokoCore

/// A letter with an invented order, for the page where an owner words it.
public struct LetterPreview: Sendable {
    public let subject: String
    public let text: String
    /// A whole document, to be shown in a sandboxed frame.
    public let html: String

    /// - Parameters:
    ///   - words: as typed; parts that are empty or have problems show the standard words.
    ///   - shop: whose name, look and zone to use.
    public init(
        _ letter: MailTexts.Letter, worded words: MailTexts.Words, for shop: ShopSettings, at date: Date
    ) throws(MoneyError) {
        var shop = shop
        shop.mailTexts[letter] = words
        let order = try OrderFacts.sample(for: letter, at: date)
        let sample = Letter(letter.kind, of: order, from: shop, at: "https://toko.example")
        (subject, text, html) = (sample.subject, sample.text, sample.html)
    }
}

extension OrderFacts {
    /// The order of the picture book.
    fileprivate static func sample(for letter: MailTexts.Letter, at date: Date) throws(MoneyError) -> OrderFacts {
        let (price, shipping) = (try Money(rupiah: 85_000), try Money(rupiah: 20_000))
        let subtotal = try Money(rupiah: 170_000)
        let total = try subtotal + shipping
        return OrderFacts(
            code: "TK-7K2M9QXF", state: .paid, attention: nil, placedAt: date - 3_600, customerName: "Siti Rahma",
            customerEmail: "siti@contoh.id", recipient: "Siti Rahma", phone: "081234567890", street: "Jl. Melati No. 5",
            place: "Lebak Gede, Coblong, Kota Bandung, Jawa Barat 40132", courier: "JNE REG",
            weight: .zero,
            lines: [Line(name: "Kopi Gayo 250 g", options: "Biji", pieces: 2, price: price, total: subtotal)],
            subtotal: subtotal, shipping: shipping, total: total, note: "",
            paid: letter == .expired
                ? nil : Paid(channel: "BNI Virtual Account", at: date - 1_800, due: total, fee: .zero),
            parcel: letter == .shipped ? Parcel(courier: "JNE", waybill: "JP1234567890", at: date) : nil,
            refund: letter == .refunded ? Refund(amount: total, at: date, isWhole: true) : nil)
    }
}
