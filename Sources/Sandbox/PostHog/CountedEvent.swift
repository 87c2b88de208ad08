import FoundationEssentials

/// An event as PostHog received it.
struct CountedEvent: Sendable {
    let number: Int64
    let receivedAt: Date
    /// The path it came by: `/batch`, `/e`.
    let path: String
    let key: String
    /// Nil when the key belongs to nobody known.
    let shop: String?
    let name: String
    let distinctID: String
    let uuid: String?
    let timestamp: String?
    let properties: JSON

    var json: JSON {
        [
            "number": .integer(number), "received_at": .integer(Int64(receivedAt.timeIntervalSince1970)),
            "path": .text(path), "api_key": .text(key), "shop": .optional(shop), "event": .text(name),
            "distinct_id": .text(distinctID), "uuid": .optional(uuid), "timestamp": .optional(timestamp),
            "properties": properties,
        ]
    }
}

/// What one call to a capture path carries.
struct Capture: Sendable {
    let key: String
    let events: [(name: String, distinctID: String, uuid: String?, timestamp: String?, properties: JSON)]

    /// One event, an array of them, or `{api_key, batch: [...]}`; one bad event refuses them all.
    /// - Throws: ``CaptureRefusal``
    init(_ body: JSON) throws(CaptureRefusal) {
        let whole = Fields(root: body)
        let found: [JSON]
        if case .list(let events) = body {
            found = events
        } else if case .list(let events) = body["batch"] {
            found = events
        } else {
            found = [body]
        }
        guard !found.isEmpty else { throw .badRequest("request holds no event") }
        var keys = Set([whole.filled("api_key") ?? whole.filled("token")].compactMap { $0 })
        if keys.isEmpty {
            for event in found {
                let fields = Fields(root: event)
                let inner = event["properties"].map { Fields(root: $0) }
                if let key = fields.filled("api_key") ?? fields.filled("token") ?? inner?.filled("token") {
                    keys.insert(key)
                }
            }
        }
        guard let key = keys.first else { throw .unauthorized("event submitted without an api_key") }
        guard keys.count == 1 else { throw .unauthorized("batch submitted with inconsistent api_key values") }
        guard key.hasPrefix("phc_") else { throw .unauthorized("API key is not valid: missing") }
        self.key = key
        var events: [(String, String, String?, String?, JSON)] = []
        for event in found {
            let fields = Fields(root: event)
            let properties = event["properties"] ?? .object([])
            guard let name = fields.filled("event") else {
                throw .badRequest("event submitted with an empty event name")
            }
            guard let id = fields.filled("distinct_id") ?? Fields(root: properties).filled("distinct_id") else {
                throw .badRequest("event submitted without a distinct_id")
            }
            events.append(
                (name, String(id.prefix(200)), fields.filled("uuid"), fields.filled("timestamp"), properties))
        }
        self.events = events
    }
}

/// PostHog's refusals are plain text.
enum CaptureRefusal: Error, Equatable {
    case badRequest(String)
    case unauthorized(String)

    var answer: Answer {
        switch self {
        case .badRequest(let text): Answer(status: 400, type: "text/plain", text: text)
        case .unauthorized(let text): Answer(status: 401, type: "text/plain", text: text)
        }
    }
}
