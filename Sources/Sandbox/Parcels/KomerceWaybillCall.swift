import FoundationEssentials
import Hummingbird

/// `POST /komerce/track/waybill`: the same parcels as RajaOngkir tells them, always oldest first.
struct KomerceWaybillCall {
    private static let couriers: Set<String> = [
        "jne", "jnt", "sap", "ninja", "tiki", "wahana", "pos", "lion", "sicepat", "anteraja",
    ]

    let records: Records
    let parcels: Parcels
    let stage: Stage

    func addRoutes(to router: Router<SandboxContext>) {
        router.post(
            "komerce/track/waybill",
            use: stage.handler(.komerce, "track", names: { [Self.key(of: $0)] }) { call in
                guard let key = Self.key(of: call), await records.knowsKomerceKey(key) else {
                    return KomerceRefusal.invalidKey.answer
                }
                return await track(call)
            })
    }

    private static func key(of call: Call) -> String? {
        call.request.headers.first { $0.name.canonicalName == "key" }?.value
    }

    private func track(_ call: Call) async -> Answer {
        func field(_ name: String) -> String? { call.query.filled(name) ?? call.body.filled(name) }
        guard let courier = field("courier"), let awb = field("awb") else { return KomerceRefusal.missing.answer }
        guard Self.couriers.contains(courier) else { return KomerceRefusal.unknownCourier.answer }
        if courier == "jne", field("last_phone_number")?.count != 5 { return Self.noWaybill("Invalid Awb") }
        switch await parcels.find(courier: courier, waybill: awb) {
        case .found(let parcel): return Self.answer(parcel)
        case .unknown: return Self.noWaybill("Checking AWB not found")
        case .impossible: return Self.noWaybill("Invalid Awb")
        }
    }

    private static func noWaybill(_ message: String) -> Answer {
        KomerceRefusal(status: 404, message: message, word: "error").answer
    }

    private static func answer(_ parcel: SandboxParcel) -> Answer {
        let isDelivered = parcel.steps.last?.stage == .delivered
        let last = parcel.steps.last.map { WallClock($0.at) }
        let first = parcel.steps.first.map { WallClock($0.at) }
        return .json(
            [
                "meta": ["message": "Success Get Waybill", "code": 200, "status": "success"],
                "data": [
                    "delivered": .bool(isDelivered),
                    "summary": [
                        "courier_code": .text(parcel.courier),
                        "courier_name": .text(BinderByteCouriers.names[parcel.courier] ?? parcel.courier),
                        "waybill_number": .text(parcel.waybill), "service_code": "",
                        "waybill_date": .text(first?.day ?? ""), "shipper_name": "TOKO PENGIRIM",
                        "receiver_name": .text(parcel.recipient), "origin": .text(parcel.origin),
                        "destination": .text("JL. MELATI 5 \(parcel.destination)"), "status": .text(parcel.status),
                    ],
                    "delivery_status": [
                        "status": .text(parcel.status), "pod_receiver": .text(isDelivered ? parcel.recipient : ""),
                        "pod_date": .text(isDelivered ? last?.day ?? "" : ""),
                        "pod_time": .text(isDelivered ? last?.minute ?? "" : ""),
                    ],
                    "manifest": .list(
                        parcel.steps.enumerated().map { index, step in
                            let wall = WallClock(step.at)
                            let words = step.stage.words(parcel)
                            return [
                                "manifest_code": .text(String(index + 1)), "manifest_description": .text(words.text),
                                "manifest_date": .text(wall.day), "manifest_time": .text(wall.minute),
                                "city_name": .text(words.place),
                            ]
                        }),
                ],
            ], style: .go)
    }
}
