public import Catalog
import FoundationEssentials
import PDF
public import Tenancy
import TokoCore

extension OrderDetail {
    /// There is something to give a receipt for: the money came and the order was not called off.
    public var hasReceipt: Bool {
        order.state.keepsMoney && payments.contains { $0.state == .paid || $0.state == .refunded }
    }
}

extension OrderState {
    /// Paid and not called off; a refund is told on the receipt itself.
    var keepsMoney: Bool {
        switch self {
        case .paid, .processing, .shipped, .delivered, .completed, .refunded: true
        case .pending, .expired, .cancelled: false
        }
    }
}

/// Receipts as PDF: for the mail, the customer's page and the owner's.
public struct InvoicePDF: Sendable {
    private let media: MediaStore

    /// - Parameter media: where the shop's logo is.
    public init(media: MediaStore) { self.media = media }

    public struct File: Sendable {
        /// `Kuitansi TK-7K2M9QXF.pdf`
        public let name: String
        public let bytes: [UInt8]
    }

    /// The receipt of an order; nil while there is nothing to give one for: no money came, or it was called off.
    /// The same order in the same state always has the same bytes.
    ///
    /// - Throws: `MediaError`, `PDFError`.
    public func receipt(of detail: OrderDetail, in shop: Shop) async throws -> File? {
        try await receipt(of: OrderFacts(detail), in: shop)
    }

    func receipt(of order: OrderFacts, in shop: Shop) async throws -> File? {
        guard order.hasReceipt else { return nil }
        let logo = try PaperLook.logo(of: shop, in: media)
        return File(name: "Kuitansi \(order.code).pdf", bytes: try await Self.print(order, shop.settings, logo))
    }

    static func print(_ order: OrderFacts, _ shop: ShopSettings, _ logo: PageImage?) async throws -> [UInt8] {
        try await Press.shared.print { typesetter in
            Document(
                DocumentInfo(
                    title: "Kuitansi \(order.code)", author: shop.name, date: order.paid?.at ?? order.placedAt),
                pages: InvoiceLayout(order, shop, logo, typesetter).pages)
        }
    }
}
