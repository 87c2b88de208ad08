import FoundationEssentials
import Jobs
public import Tenancy
import TokoCore

/// Writes the letters that the mail lane's jobs ask for, from the order as it stands when they leave.
public struct LetterWriter: Sendable {
    private let tenants: TenantDirectory
    private let shops: ShopDirectory
    private let invoices: InvoicePDF
    private let origin: @Sendable (_ host: String) -> String

    /// - Parameter origin: a shop's public address by its host: `https://kopi.example`.
    public init(
        tenants: TenantDirectory, shops: ShopDirectory, invoices: InvoicePDF,
        origin: @escaping @Sendable (_ host: String) -> String
    ) {
        self.tenants = tenants
        self.shops = shops
        self.invoices = invoices
        self.origin = origin
    }

    /// A letter with its cover.
    struct Written: Sendable {
        let letter: Letter
        let name: String
        let address: String
        /// Where answers go; nil when the shop has no address of its own.
        let replyTo: String?
        let receipt: InvoicePDF.File?
    }

    private struct Payload: Decodable {
        let order: Int64
    }

    /// Nil when there is nothing to say any more: the order is gone, has moved on, or has nobody to write to.
    ///
    /// - Throws: ``JobFailure/permanent(reason:)`` for a job that no letter is known for; `DatabaseError`,
    ///   `MediaError`, `PDFError`.
    func write(_ job: Job, of tenant: TenantID) async throws -> Written? {
        guard let kind = LetterKind(rawValue: job.kind) else {
            throw JobFailure.permanent(reason: "no letter is called \(job.kind)")
        }
        let payload: Payload
        do {
            payload = try JSONDecoder().decode(Payload.self, from: Data(job.payload.utf8))
        } catch {
            throw JobFailure.permanent(reason: "the job does not name its order")
        }
        guard let owner = tenants.tenant(tenant) else { return nil }
        let shop = try await shops.shop(of: owner)
        guard let order = try await OrderFacts(OrderID(payload.order), in: shop.database), kind.isDue(for: order)
        else { return nil }
        // The job's own name ends in the waybill that the courier did not know: once it is corrected, all is said.
        if kind == .waybillWrong, let waybill = order.parcel?.waybill, !job.dedupeKey.hasSuffix(":\(waybill)") {
            return nil
        }
        let settings = shop.settings
        let isToShop = kind == .waybillWrong
        let address = isToShop ? settings.email : order.customerEmail
        guard !address.isEmpty else { return nil }
        return Written(
            letter: Letter(kind, of: order, from: settings, at: owner.primaryHost.map(origin)),
            name: isToShop ? settings.name.onOneLine : order.customerName, address: address,
            replyTo: isToShop ? nil : Self.answerable(settings.email),
            receipt: kind == .receipt ? try await invoices.receipt(of: order, in: shop) : nil)
    }
    /// An owner's slip in the shop's address must not hold up the customers' letters.
    private static func answerable(_ address: String) -> String? {
        let name = /[A-Za-z0-9_%+\-]+(\.[A-Za-z0-9_%+\-]+)*/
        let label = /[A-Za-z0-9]([A-Za-z0-9\-]*[A-Za-z0-9])?/
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, address.utf8.count <= 254, parts[0].utf8.count <= 64,
            parts[0].wholeMatch(of: name) != nil
        else { return nil }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.allSatisfy { $0.utf8.count <= 63 && $0.wholeMatch(of: label) != nil }
            ? address : nil
    }
}
