import FoundationEssentials
import Ordering
import Shipping
import TokoCore

/// Where the parcel is, and what to do when nobody knows.
struct ParcelCard {
    let detail: OrderDetail
    let zone: ShopZone
    let token: Markup
    /// Whether couriers can be asked from here.
    let canRefresh: Bool

    var markup: Markup? {
        guard let shipment = detail.shipment else { return nil }
        let code = detail.order.code
        let checked: Markup? = shipment.triedAt.map {
            "<p class=\"muted\">Terakhir dicek \(zone.dateTime($0))</p>" as Markup
        }
        let isOut = detail.order.state == .shipped
        let refresh: Markup? =
            isOut && canRefresh && shipment.track != .untracked
            ? """
            <form method="post" action="/admin/pesanan/\(code)/perbarui">\(token)<button class="second">Perbarui</button></form>
            """
            : nil
        let arrived: Markup? =
            isOut
            ? """
            <form method="post" action="/admin/pesanan/\(code)/sampai">\(token)<button class="second">Sudah sampai</button></form>
            """
            : nil
        return """
            <section class="card"><h2>Paket</h2>
            <p>\(shipment.isOwn ? shipment.courierName : "\(shipment.courierName) \(shipment.waybill)") · \(words(shipment))</p>
            \(problem(shipment))\(checked)
            \(shipment.history.isEmpty ? nil : "<ol class=\"timeline\">\(shipment.history.map(step))</ol>")
            \(isOut ? "<div class=\"actions\">\(refresh)\(arrived)</div>" : nil)
            </section>
            """
    }

    private func step(_ step: TrackedStep) -> Markup {
        let time = step.at.map(zone.dateTime) ?? step.rawTime
        return
            "<li>\(step.text)<br><span class=\"muted\">\(time)\(step.place.isEmpty ? "" : " · \(step.place)")</span></li>"
    }

    private func words(_ shipment: Shipment) -> String {
        switch shipment.track {
        case .untracked:
            detail.order.state == .shipped ? "tidak dilacak: tandai sendiri bila sudah sampai" : "tidak dilacak"
        case .waiting: "belum ada kabar dari kurir"
        case .moving: "dalam perjalanan"
        case .delivered: shipment.deliveredAt.map { "sampai \(zone.dateTime($0))" } ?? "sampai"
        case .lost: "dinyatakan hilang oleh kurir"
        case .returning: "dikembalikan oleh kurir"
        case .givenUp: "30 hari tanpa kabar, tidak dicek lagi"
        }
    }

    private func problem(_ shipment: Shipment) -> Markup? {
        shipment.problem.map { "<p class=\"error\">\(Self.words(for: $0))</p>" }
    }

    /// Why the last question after the parcel had no answer.
    static func words(for problem: String) -> String {
        switch TrackingOutcome.Reason(rawValue: problem) {
        case nil: "Kurir tidak mengenal nomor resi ini. Periksa, lalu perbaiki."
        case .noCourier: "Kurir ini tidak bisa dilacak otomatis."
        case .noKey: "Pelacakan belum diatur: mintalah pengelola memasang kuncinya."
        case .refused: "Penyedia pelacakan menolak kunci toko. Lihat halaman Sambungan."
        case .quota: "Kuota pelacakan habis. Dicoba lagi dengan sendirinya."
        case .down, .resting: "Penyedia pelacakan sedang tidak menjawab. Dicoba lagi dengan sendirinya."
        }
    }
}
