import Shipping

/// What is known of a parcel that is out.
public enum TrackState: String, CaseIterable, Sendable {
    /// Nobody can be asked: the shop's own courier, or one that no source tracks.
    case untracked
    /// The courier has not told of it yet.
    case waiting
    case moving, delivered, lost, returning
    /// Thirty days without an end: nobody asks any more.
    case givenUp = "given_up"

    init(_ state: TrackedParcel.State) {
        switch state {
        case .waiting: self = .waiting
        case .moving: self = .moving
        case .delivered: self = .delivered
        case .lost: self = .lost
        case .returning: self = .returning
        }
    }
}
