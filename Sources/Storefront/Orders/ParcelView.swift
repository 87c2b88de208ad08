import FoundationEssentials
import Ordering
import Shipping
import Theming
import TokoCore

/// A parcel that is out: by whom, under which number, and what the courier told of it.
struct ParcelView {
    static let shape: Shape = [
        "courier": .text, "waybill": .text, "date": .text, "note": .text, "checked": .text, "siteLink": .link,
        "siteLabel": .text,
    ]

    let shipment: Shipment
    let state: OrderState
    let zone: ShopZone

    var view: ViewTree {
        let site = shipment.isOwn ? nil : CourierSites.page(of: shipment.courierCode).flatMap { Link($0) }
        return [
            "courier": .text(shipment.courierName), "waybill": .text(shipment.isOwn ? "" : shipment.waybill),
            "date": .text(zone.dateTime(shipment.shippedAt)), "note": .text(note),
            "checked": .text(shipment.triedAt.map { "Terakhir dicek \(zone.dateTime($0))" } ?? ""),
            "siteLink": .link(site),
            "siteLabel": .text(site == nil ? "" : "Lacak di situs \(shipment.courierName)"),
        ]
    }

    /// What the courier told, newest first.
    var steps: [ViewTree] {
        shipment.history.map { step in
            OrderView.event(
                step.text.isEmpty ? step.place : step.text, time: step.at.map(zone.dateTime) ?? step.rawTime,
                place: step.text.isEmpty ? "" : step.place, isCourier: true)
        }
    }

    private var note: String {
        guard state == .shipped, !shipment.isOwn else { return "" }
        switch shipment.track {
        case .untracked: return "Perjalanan paket ini dapat dilihat di situs kurirnya."
        case .waiting: return "Belum ada kabar dari kurir, biasanya muncul dalam 24 jam."
        case .moving, .delivered:
            let isSilent = shipment.problem.flatMap(TrackingOutcome.Reason.init(rawValue:)) != nil
            return isSilent ? "Kabar terbaru belum dapat kami ambil. Kami mencobanya lagi secara berkala." : ""
        case .lost: return "Kurir menyatakan paket ini hilang. Penjual akan menghubungi Anda."
        case .returning: return "Kurir mengembalikan paket ini kepada penjual."
        case .givenUp:
            return "Sudah lama tidak ada kabar dari kurir. Hubungi penjual bila paket belum Anda terima."
        }
    }
}
