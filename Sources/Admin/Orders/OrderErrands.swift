import Accounts
import FoundationEssentials
import Hummingbird
import Ordering
import Shipping
import Tenancy
import TokoCore
import Web

/// What the shop's people ask the outside about an order: the courier after its parcel, the queue for its receipt.
struct OrderErrands {
    let parcels: ParcelRefresh?
    let limiter: RateLimiter

    func add(to group: RouterGroup<ShopContext>) {
        group.post("pesanan/:code/perbarui", use: refresh)
        group.post("pesanan/:code/kuitansi", use: sendReceipt)
    }

    /// What an order's page says of an errand that came to nothing, by its name in the address.
    static let refusals = [
        "baru-dicek": "Paket ini baru saja dicek. Coba lagi setelah 15 menit.",
        "tak-terlacak": "Paket ini tidak bisa dilacak: pesanan tidak dalam perjalanan, atau kurirnya tidak dikenal.",
        "resi": ParcelCard.words(for: "unknown"),
        "kuitansi-antre": "Kuitansi sebelumnya belum terkirim. Lihat halaman Pesan keluar.",
        "kuitansi-cukup": "Kuitansi pesanan ini sudah dikirim ulang \(ReceiptAgain.most) kali.",
        "tanpa-kuitansi": "Pesanan ini tidak punya kuitansi.",
    ].merging(
        TrackingOutcome.Reason.allCases.map { ("lacak-\($0.rawValue)", ParcelCard.words(for: $0.rawValue)) },
        uniquingKeysWith: { first, _ in first })

    @Sendable private func refresh(request: Request, context: ShopContext) async throws -> Page {
        let code = try await code(request, context)
        guard let parcels else { throw Problem.notFound }
        switch try await parcels.refresh(code, in: context.shop) {
        case .asked(.parcel): return Self.done(code, "dicek")
        case .asked(.unknown): return Self.refused(code, "resi")
        case .asked(.noNews(let reason)): return Self.refused(code, "lacak-\(reason.rawValue)")
        case .tooSoon: return Self.refused(code, "baru-dicek")
        case .notTracked: return Self.refused(code, "tak-terlacak")
        }
    }

    @Sendable private func sendReceipt(request: Request, context: ShopContext) async throws -> Page {
        let code = try await code(request, context)
        let actor = OrderActor.staff(try context.staff().id.number)
        // A mailbox has a daily limit that all of the shop's letters share.
        try await limiter.count(
            "receipt-again", by: "shop", of: context.shop.tenant.id, limit: 30, window: .seconds(3_600))
        switch try await ReceiptAgain(context.shop).ask(for: code, by: actor) {
        case .queued: return Self.done(code, "kuitansi")
        case .underway: return Self.refused(code, "kuitansi-antre")
        case .askedTooOften: return Self.refused(code, "kuitansi-cukup")
        case .noReceipt: return Self.refused(code, "tanpa-kuitansi")
        }
    }

    private func code(_ request: Request, _ context: ShopContext) async throws -> OrderCode {
        let form = try await Form.posted(request)
        try CSRF.check(form, context.session)
        guard let code = OrderCode(typed: try context.parameters.require("code")) else { throw Problem.notFound }
        return code
    }

    private static func done(_ code: OrderCode, _ what: String) -> Page {
        .redirect(to: "/admin/pesanan/\(code)?selesai=\(what)")
    }

    private static func refused(_ code: OrderCode, _ what: String) -> Page {
        .redirect(to: "/admin/pesanan/\(code)?gagal=\(what)")
    }
}
