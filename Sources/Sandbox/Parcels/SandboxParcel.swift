import FoundationEssentials

/// A parcel on its way through the sandbox, known by its courier and its number.
struct SandboxParcel: Sendable {
    /// How its way ends.
    enum Fate: String, CaseIterable, Sendable {
        case delivered, lost, returned
        /// The courier never hears of it.
        case unknown
    }

    struct Step: Sendable, Hashable {
        let at: Date
        let stage: Stage
    }

    enum Stage: String, Sendable {
        case received, departed, arrived, withCourier = "with_courier", delivered, lost
        case returning, returned
    }

    let courier: String
    let waybill: String
    let recipient: String
    let origin: String
    let destination: String
    /// When the first step happens by itself; before it the courier does not know the number.
    private(set) var nextAt: Date
    /// Between two steps that happen by themselves.
    let pace: TimeInterval
    var fate: Fate
    private(set) var steps: [Step] = []

    init(
        courier: String, waybill: String, recipient: String = "SITI", origin: String = "JAKARTA",
        destination: String = "BANDUNG", firstAt: Date, pace: TimeInterval = 6 * 3_600, fate: Fate = .delivered
    ) {
        self.courier = courier
        self.waybill = waybill
        self.recipient = recipient
        self.origin = origin
        self.destination = destination
        nextAt = firstAt
        self.pace = pace
        self.fate = fate
    }

    private var way: [Stage] {
        switch fate {
        case .delivered: [.received, .departed, .arrived, .withCourier, .delivered]
        case .lost: [.received, .departed, .lost]
        case .returned: [.received, .departed, .arrived, .withCourier, .returning, .returned]
        case .unknown: []
        }
    }

    /// Nil at the end of its way. A fate that was changed on the way leads on from where the parcel is.
    var next: Stage? {
        guard let last = steps.last?.stage else { return way.first }
        if let index = way.firstIndex(of: last) { return way.dropFirst(index + 1).first }
        return way.first { stage in !steps.contains { $0.stage == stage } }
    }

    var isOver: Bool { next == nil }

    /// What happened by itself until now.
    mutating func pass(until now: Date) {
        while nextAt <= now, let stage = next {
            steps.append(Step(at: nextAt, stage: stage))
            nextAt += pace
        }
    }

    /// Somebody pushes it on.
    mutating func push(at now: Date) {
        guard let stage = next else { return }
        steps.append(Step(at: now, stage: stage))
        nextAt = now + pace
    }

    var status: String {
        switch steps.last?.stage {
        case .delivered: "DELIVERED"
        case .lost: "HILANG"
        case .returning, .returned: "RETURN TO SHIPPER"
        default: "ON PROCESS"
        }
    }
}

extension SandboxParcel.Stage {
    func words(_ parcel: SandboxParcel) -> (text: String, place: String) {
        switch self {
        case .received: ("SHIPMENT RECEIVED BY COUNTER OFFICER AT [\(parcel.origin)]", parcel.origin)
        case .departed: ("DEPARTED FROM TRANSIT [GATEWAY, \(parcel.origin)]", parcel.origin)
        case .arrived: ("RECEIVED AT INBOUND STATION [\(parcel.destination)]", parcel.destination)
        case .withCourier: ("WITH DELIVERY COURIER [\(parcel.destination)]", parcel.destination)
        case .delivered: ("DELIVERED TO [\(parcel.recipient) | \(parcel.destination)]", parcel.destination)
        case .lost: ("PAKET DINYATAKAN HILANG OLEH GUDANG", "")
        case .returning: ("PAKET RETUR: PENERIMA TIDAK DITEMUKAN", parcel.destination)
        case .returned: ("PAKET RETUR DITERIMA PENGIRIM", parcel.origin)
        }
    }
}
