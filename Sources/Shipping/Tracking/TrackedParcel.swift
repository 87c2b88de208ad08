public import FoundationEssentials

/// What a courier says of a parcel, whoever was asked.
public struct TrackedParcel: Hashable, Sendable {
    public enum State: String, CaseIterable, Sendable {
        /// The number is known, and nothing has happened to it.
        case waiting
        case moving, delivered, lost
        /// On its way back to the shop, or back already.
        case returning
    }

    public let state: State
    /// The courier's own word for it, such as `ON PROCESS`; at most 60 characters.
    public let word: String
    /// Newest first.
    public let history: [TrackedStep]

    public init(state: State, word: String, history: [TrackedStep]) {
        self.state = state
        self.word = word
        self.history = history
    }

    /// When it arrived, by the courier's clock; nil when that cannot be read.
    public var deliveredAt: Date? { state == .delivered ? history.lazy.compactMap(\.at).first : nil }
}

/// One line of a parcel's history. Texts are the courier's: bounded, one line, and to be escaped like any other.
///
/// As JSON it is kept with the shipment, so the names below stay.
public struct TrackedStep: Hashable, Sendable, Codable {
    /// Nil when the courier's time cannot be read.
    public let at: Date?
    /// The time as it came, for when it cannot.
    public let rawTime: String
    public let text: String
    /// Mostly empty.
    public let place: String

    public init(at: Date?, rawTime: String, text: String, place: String) {
        self.at = at
        self.rawTime = rawTime
        self.text = text
        self.place = place
    }

    private enum CodingKeys: String, CodingKey {
        case text, place
        case at = "at_seconds"
        case rawTime = "raw_time"
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        at = try container.decodeIfPresent(Int64.self, forKey: .at).map {
            Date(timeIntervalSince1970: TimeInterval($0))
        }
        rawTime = try container.decode(String.self, forKey: .rawTime)
        text = try container.decode(String.self, forKey: .text)
        place = try container.decode(String.self, forKey: .place)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(at.map { Int64($0.timeIntervalSince1970) }, forKey: .at)
        try container.encode(rawTime, forKey: .rawTime)
        try container.encode(text, forKey: .text)
        try container.encode(place, forKey: .place)
    }
}
