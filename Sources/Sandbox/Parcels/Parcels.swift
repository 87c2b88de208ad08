import FoundationEssentials

/// The parcels of all couriers. A number that looks right is taken for a parcel when it is first asked for, so that a shop
/// can be tried without registering any; one that begins with `SALAH` never is.
actor Parcels {
    enum Finding: Sendable {
        case found(SandboxParcel)
        /// Not known, or not yet.
        case unknown
        /// Cannot be one of this courier.
        case impossible
    }

    /// Older parcels make room.
    private static let capacity = 20_000

    private struct Key: Hashable {
        let courier: String
        let waybill: String
    }

    private let clock: SandboxClock
    private var parcels: [Key: SandboxParcel] = [:]
    private var order: [Key] = []

    init(clock: SandboxClock) { self.clock = clock }

    /// Newest first, as they are now.
    var all: [SandboxParcel] {
        order.reversed().compactMap { key in
            pass(key)
            return parcels[key]
        }
    }

    func find(courier: String, waybill: String) -> Finding {
        let waybill = waybill.uppercased()
        if waybill.hasPrefix("SALAH") { return .impossible }
        let key = Key(courier: courier, waybill: waybill)
        if parcels[key] == nil {
            guard Self.looksRight(waybill) else { return .unknown }
            register(SandboxParcel(courier: courier, waybill: waybill, firstAt: clock.now))
        }
        pass(key)
        guard let parcel = parcels[key], !parcel.steps.isEmpty else { return .unknown }
        return .found(parcel)
    }

    /// In place of one with the same number.
    func register(_ parcel: SandboxParcel) {
        let key = Key(courier: parcel.courier, waybill: parcel.waybill)
        if parcels.updateValue(parcel, forKey: key) == nil { order.append(key) }
        if order.count > Self.capacity { parcels[order.removeFirst()] = nil }
    }

    /// - Returns: nil when there is no such parcel.
    func push(courier: String, waybill: String) -> SandboxParcel? {
        change(courier, waybill) { parcel, now in parcel.push(at: now) }
    }

    func decide(courier: String, waybill: String, _ fate: SandboxParcel.Fate) -> SandboxParcel? {
        change(courier, waybill) { parcel, _ in parcel.fate = fate }
    }

    private func change(
        _ courier: String, _ waybill: String, _ body: (inout SandboxParcel, Date) -> Void
    ) -> SandboxParcel? {
        let key = Key(courier: courier, waybill: waybill.uppercased())
        pass(key)
        guard var parcel = parcels[key] else { return nil }
        body(&parcel, clock.now)
        parcels[key] = parcel
        return parcel
    }

    private func pass(_ key: Key) { parcels[key]?.pass(until: clock.now) }

    /// Eight letters and digits, four of them digits.
    private static func looksRight(_ waybill: String) -> Bool {
        waybill.count >= 8 && waybill.count { $0.isNumber } >= 4
    }
}
