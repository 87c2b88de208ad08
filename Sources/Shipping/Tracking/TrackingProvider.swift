public import FoundationEssentials

/// Asks after parcels. Reads only, so every question may be repeated; most cost a hit of the shop's plan.
public protocol TrackingProvider: Sendable {
    /// - Parameters:
    ///   - courier: our code, such as `jne`.
    ///   - recipientPhone: as the order has it; some couriers want its last five digits.
    ///   - now: for times without a year.
    func track(
        courier: String, waybill: String, recipientPhone: String, at now: Date
    ) async throws(TrackingError) -> TrackedParcel
}

/// Why there is no news. The cases are what somebody can do about it; texts are for owner and log, without keys.
public enum TrackingError: Error, Hashable, Sendable {
    /// The courier does not know the number: wrong, or not scanned yet, which often takes a day.
    case unknownWaybill
    /// The provider says that this cannot be a number of this courier.
    case impossibleWaybill
    /// The provider does not track this courier.
    case noCourier
    /// The key is wrong, or no longer right.
    case refusedKey(String)
    /// The shop's plan allows no more questions for now.
    case quota(String)
    /// The part of the plan that parcels may use is used up for today; nobody was asked.
    case spent
    /// Down, or talks nonsense; later it may not.
    case unavailable(String)
}

extension TrackingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unknownWaybill: "the courier does not know the waybill"
        case .impossibleWaybill: "this cannot be a waybill of this courier"
        case .noCourier: "the courier is not tracked"
        case .refusedKey(let reason): "key refused: \(reason)"
        case .quota(let reason): "quota used up: \(reason)"
        case .spent: "the parcels' part of the plan is used up for today"
        case .unavailable(let reason): "unavailable: \(reason)"
        }
    }
}
