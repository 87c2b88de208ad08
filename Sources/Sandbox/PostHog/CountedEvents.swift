import FoundationEssentials

/// The events of all projects, oldest first. Those of one UUID are one, as PostHog merges them in time.
actor CountedEvents {
    /// Older events make room.
    static let capacity = 10_000

    private var events: [CountedEvent] = []
    private var known: Set<String> = []
    private var last: Int64 = 0
    /// Calls by key, for keys that are out of order a few times.
    private var calls: [String: Int] = [:]
    private var answers = 0

    /// - Returns: how many of them were new.
    func add(_ capture: Capture, path: String, shop: String?) -> Int {
        var new = 0
        for event in capture.events {
            if let uuid = event.uuid, !known.insert("\(capture.key)/\(uuid)").inserted { continue }
            last += 1
            new += 1
            if events.count >= Self.capacity { events.removeFirst() }
            events.append(
                CountedEvent(
                    number: last, receivedAt: Date(), path: path, key: capture.key, shop: shop, name: event.name,
                    distinctID: event.distinctID, uuid: event.uuid, timestamp: event.timestamp,
                    properties: event.properties))
        }
        return new
    }

    /// Newest first.
    func list(shop: String? = nil, key: String? = nil, name: String? = nil) -> [CountedEvent] {
        events.reversed().filter { event in
            (shop == nil || event.shop == shop) && (key == nil || event.key == key)
                && (name == nil || event.name == name)
        }
    }

    /// The number of this call with the key, from 1.
    func call(of key: String) -> Int {
        calls[key, default: 0] += 1
        return calls[key, default: 1]
    }

    /// Whether to answer as older servers do, every other time.
    func answersAsOlder() -> Bool {
        answers += 1
        return answers.isMultiple(of: 2)
    }
}
