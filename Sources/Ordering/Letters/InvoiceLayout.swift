import PDF
import Tenancy
import TokoCore

/// Lays a receipt out: the shop's head, who and whereto, the lines over as many pages as they need, the sums.
struct InvoiceLayout {
    private let order: OrderFacts
    private let shop: ShopSettings
    private let logo: PageImage?
    private let styles: InvoiceStyles
    private var sheet: InvoiceSheet
    private(set) var pages: [Page]

    init(_ order: OrderFacts, _ shop: ShopSettings, _ logo: PageImage?, _ typesetter: Typesetter) {
        self.order = order
        self.shop = shop
        self.logo = logo
        let styles = InvoiceStyles(accent: PaperLook.accent(of: shop))
        self.styles = styles
        sheet = InvoiceSheet(typesetter)
        pages = []
        head()
        parties()
        table()
        sums()
        closing()
        let code = order.code
        pages = sheet.finish { page, count in Self.frame(styles, code, page, count) }
    }

    // MARK: Parts

    private mutating func head() {
        sheet.y = 46
        let half = InvoiceSheet.width * 0.58
        var left = 0.0
        if let logo {
            let box = Box(x: InvoiceSheet.left, y: sheet.y, width: 170, height: 46)
            sheet.put(.picture(logo, in: box))
            left = min(box.height, Double(logo.height) * box.width / Double(logo.width)) + 8
        }
        let about = [
            shop.address.onOneLine, [shop.phone, shop.email].filter { !$0.isEmpty }.joined(separator: " · "),
        ]
        let nameStyle = logo == nil ? styles.shopName : styles.strong
        sheet.y += left
        left +=
            sheet.stack(
                [(shop.name.onOneLine, nameStyle)] + about.map { ($0.onOneLine, styles.small) }, x: InvoiceSheet.left,
                width: half)
        sheet.y = 46
        let rightX = InvoiceSheet.left + half + 12
        let rightWidth = InvoiceSheet.width - half - 12
        var right = sheet.text("KUITANSI", styles.title, x: rightX, width: rightWidth)
        right += 4
        right += sheet.text(
            order.code, styles.strong.aligned(.right), x: rightX, width: rightWidth, down: right)
        right += 2
        right += sheet.text(
            shop.zone.dateTime(order.placedAt), styles.small.aligned(.right), x: rightX, width: rightWidth, down: right)
        right += 8
        right += badge(down: right)
        sheet.y += max(left, right) + 20
        sheet.rule(InvoiceStyles.hairline)
        sheet.y += 16
    }

    /// `LUNAS`, or what became of the money since.
    private mutating func badge(down: Double) -> Double {
        let isRefunded = order.refund?.isWhole == true
        let ink = isRefunded ? InvoiceStyles.bad : InvoiceStyles.good
        let words = isRefunded ? "DANA DIKEMBALIKAN" : "LUNAS"
        let style = TextStyle(size: 8.5, weight: .bold, ink: ink, alignment: .centre, tracking: 0.8)
        let size = sheet.typesetter.measure(TextBlock(words, style))
        let width = size.width + 22
        let box = Box(x: InvoiceSheet.right - width, y: sheet.y + down, width: width, height: size.height + 9)
        sheet.put(.box(box, ink.mixed(with: .white, share: 0.9), radius: box.height / 2))
        sheet.put(.text(TextBlock(words, style), at: Point(box.x, box.y + 4.5), width: width))
        return box.height
    }

    private mutating func parties() {
        let gap = 18.0
        let width = (InvoiceSheet.width - 2 * gap) / 3
        func column(_ index: Double) -> Double { InvoiceSheet.left + index * (width + gap) }
        let paid = order.paid
        let heights = [
            sheet.stack(
                [
                    ("PEMBELI", styles.label), (order.customerName, styles.strong),
                    (order.customerEmail.onOneLine, styles.small),
                ], x: column(0), width: width),
            sheet.stack(
                [
                    ("DIKIRIM KE", styles.label), (order.recipient, styles.strong), (order.phone, styles.small),
                    (order.street, styles.small), (order.place, styles.small),
                ], x: column(1), width: width),
            sheet.stack(
                [
                    ("PEMBAYARAN", styles.label), (paid?.channel ?? "", styles.strong),
                    (paid?.at.map(shop.zone.dateTime) ?? "", styles.small),
                    ("\nKURIR", styles.label), (order.courier, styles.strong),
                    (order.parcel.map { "Resi \($0.waybill)" } ?? "", styles.small),
                ], x: column(2), width: width),
        ]
        sheet.y += (heights.max() ?? 0) + 20
    }

    // MARK: Lines

    private enum Column {
        static let pad = 10.0
        static let name = (x: InvoiceSheet.left + pad, width: 208.0)
        static let price = (x: InvoiceSheet.left + 222, width: 100.0)
        static let pieces = (x: InvoiceSheet.left + 324, width: 42.0)
        static let total = (x: InvoiceSheet.left + 368, width: InvoiceSheet.width - 368 - pad)
    }

    private mutating func table() {
        tableHead()
        for line in order.lines {
            let name = sheet.height(line.name, styles.strong, width: Column.name.width, mostLines: 6)
            let options = sheet.height(line.options, styles.small, width: Column.name.width, mostLines: 4)
            let height = name + (options > 0 ? options + 2 : 0) + 15
            if !sheet.hasRoom(height) { continued() }
            sheet.y += 7.5
            sheet.text(line.name, styles.strong, x: Column.name.x, width: Column.name.width, mostLines: 6)
            sheet.text(
                line.options, styles.small, x: Column.name.x, width: Column.name.width, down: name + 2, mostLines: 4)
            let right = styles.body.aligned(.right)
            sheet.text(line.price.formatted, right, x: Column.price.x, width: Column.price.width)
            sheet.text(line.pieces.groupedIndonesian, right, x: Column.pieces.x, width: Column.pieces.width)
            sheet.text(
                line.total.formatted, styles.strong.aligned(.right), x: Column.total.x, width: Column.total.width)
            sheet.y += height - 7.5
            sheet.rule(InvoiceStyles.hairline)
        }
    }

    private mutating func tableHead() {
        let box = Box(x: InvoiceSheet.left, y: sheet.y, width: InvoiceSheet.width, height: 22)
        sheet.put(.box(box, styles.wash, radius: 5))
        sheet.y += 6.5
        let style = TextStyle(size: 8, weight: .semibold, ink: styles.accentText)
        let right = style.aligned(.right)
        sheet.text("Barang", style, x: Column.name.x, width: Column.name.width)
        sheet.text("Harga", right, x: Column.price.x, width: Column.price.width)
        sheet.text("Jumlah", right, x: Column.pieces.x, width: Column.pieces.width)
        sheet.text("Total", right, x: Column.total.x, width: Column.total.width)
        sheet.y += 15.5
    }

    /// The next page, with the lines' head again when more of them follow.
    private mutating func continued(withLines: Bool = true) {
        sheet.turnPage()
        sheet.y = 40
        sheet.text(shop.name.onOneLine, styles.strong, width: InvoiceSheet.width * 0.6, mostLines: 1)
        sheet.text("Kuitansi \(order.code) (lanjutan)", styles.small.aligned(.right))
        sheet.y += 22
        if withLines { tableHead() } else { sheet.rule(InvoiceStyles.hairline) }
    }

    // MARK: Sums

    private mutating func sums() {
        let rows = order.sums
        let refund = order.refund.map { Self.words($0, in: shop.zone) }
        // What ends a receipt stays together.
        let height = Double(rows.count) * 18 + 46 + (refund == nil ? 0 : 24) + closingHeight
        if !sheet.hasRoom(height) { continued(withLines: false) }
        sheet.y += 14
        let labelX = InvoiceSheet.left + 236
        let (valueX, valueWidth) = (labelX + 98, Column.total.x + Column.total.width - labelX - 98)
        for (index, row) in rows.enumerated() {
            let isLast = index == rows.count - 1
            let style = isLast ? styles.total : row.isSum ? styles.strong : styles.body
            let height = sheet.height(row.value, style, width: valueWidth)
            if isLast {
                sheet.y += 4
                let box = Box(
                    x: labelX - 12, y: sheet.y, width: InvoiceSheet.right - labelX + 12, height: height + 15)
                sheet.put(.box(box, styles.wash, radius: 6))
                sheet.y += 7.5
            }
            sheet.text(row.label, style, x: labelX)
            sheet.text(row.value, style.aligned(.right), x: valueX, width: valueWidth)
            sheet.y += height + (isLast ? 14 : 6)
        }
        if let refund {
            sheet.y += sheet.text(
                refund, TextStyle(size: 9, weight: .semibold, ink: InvoiceStyles.bad, alignment: .right),
                width: InvoiceSheet.width - Column.pad)
        }
    }

    private static func words(_ refund: OrderFacts.Refund, in zone: ShopZone) -> String {
        let amount = refund.amount.map { " \($0.formatted)" } ?? ""
        let when = refund.at.map { " pada \(zone.dateTime($0))" } ?? ""
        return "Dana\(amount) dikembalikan\(when)"
    }

    private static let closingWidth = InvoiceSheet.width * 0.7

    private var note: String { order.note.isEmpty ? "" : "Catatan pembeli: \(order.note.onOneLine)" }

    private var thanks: String { "Terima kasih sudah berbelanja di \(shop.name.onOneLine)." }

    private var closingHeight: Double {
        let note = sheet.height(note, styles.small, width: Self.closingWidth, mostLines: 8)
        return 24 + note + sheet.height(thanks, styles.strong, width: Self.closingWidth)
    }

    private mutating func closing() {
        sheet.y += 16
        let height = sheet.text(note, styles.small, width: Self.closingWidth, mostLines: 8)
        sheet.y += height > 0 ? height + 8 : 0
        sheet.text(thanks, styles.strong, width: Self.closingWidth)
    }

    /// What stands on every page: the band on top, the footer, the page's number.
    private static func frame(_ styles: InvoiceStyles, _ code: String, _ page: Int, _ count: Int)
        -> [Mark]
    {
        let y = InvoiceSheet.bottom + 26
        let small = TextStyle(size: 7.5, ink: InvoiceStyles.grey)
        let about = "Kuitansi ini dibuat otomatis dan sah tanpa tanda tangan."
        return [
            .box(Box(x: 0, y: 0, width: PageSize.a4.width, height: 7), styles.accent),
            .line(
                from: Point(InvoiceSheet.left, y - 8), to: Point(InvoiceSheet.right, y - 8), thickness: 0.6,
                InvoiceStyles.hairline),
            .text(TextBlock(about, small), at: Point(InvoiceSheet.left, y), width: 320),
            .text(
                TextBlock("\(code)  ·  Halaman \(page) dari \(count)", small.aligned(.right)),
                at: Point(InvoiceSheet.left + 280, y), width: InvoiceSheet.width - 280),
        ]
    }
}
