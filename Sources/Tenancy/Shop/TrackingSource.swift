/// Whom a shop asks first for its parcels.
public enum TrackingSource: String, CaseIterable, Sendable, Hashable {
    case binderbyte, komerce

    public var provider: Provider {
        switch self {
        case .binderbyte: .binderbyte
        case .komerce: .komerce
        }
    }

    public var other: TrackingSource { self == .binderbyte ? .komerce : .binderbyte }
}
