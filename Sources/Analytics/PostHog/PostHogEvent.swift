import FoundationEssentials
import TokoCore

/// An event as PostHog takes it: checked, because one bad event makes it refuse a whole batch.
struct PostHogEvent: Sendable {
    /// Unpacked events above 1 MB are dropped after they were received.
    static let mostBytes = 1_000_000
    private static let longest = 200
    /// Texts that PostHog refuses as somebody's id, because broken programs send them for everybody.
    private static let nobody: Set<String> = [
        "anonymous", "guest", "distinctid", "distinct_id", "id", "not_authenticated", "email", "undefined", "true",
        "false", "null", "none", "0", "nan", "[object object]", "",
    ]

    let uuid: String
    /// One JSON object.
    let bytes: [UInt8]

    /// - Throws: ``EventProblem``, or an error of encoding.
    init(_ event: AnalyticsEvent, of tenant: TenantID) throws {
        guard !event.name.isEmpty, event.name.count <= Self.longest else { throw EventProblem.badName }
        guard !Self.nobody.contains(event.visitor.lowercased()) else { throw EventProblem.nobody }
        let visitor = "\(tenant):\(event.visitor)"
        guard visitor.count <= Self.longest else { throw EventProblem.nobody }
        guard !event.properties.keys.contains(where: { $0.hasPrefix("$") }) else { throw EventProblem.reservedProperty }
        uuid = EventIdentity.uuid(tenant, event.name, event.subject)
        let own: [String: EventValue] = [
            "distinct_id": .text(visitor), "tenant_id": .number(Int64(tenant.number)),
            "$groups": .object(["shop": .text("\(tenant)")]),
            // Nobody is identified: visits and orders of one anonymous id belong together, and that is all.
            "$process_person_profile": .flag(false),
            // Without it the event would come from where this server stands.
            "$geoip_disable": .flag(true),
            "$lib": .text("tokoku-server"),
        ]
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        bytes = Array(
            try encoder.encode(
                Wire(
                    event: event.name, uuid: uuid,
                    timestamp: event.at.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true)),
                    properties: event.properties.merging(own) { _, own in own })))
        guard bytes.count <= Self.mostBytes else { throw EventProblem.tooLarge }
    }

    private struct Wire: Encodable {
        let event: String
        let uuid: String
        let timestamp: String
        let properties: [String: EventValue]
    }
}

enum EventProblem: Error, Hashable, CustomStringConvertible {
    case badName, nobody, reservedProperty, tooLarge

    var description: String {
        switch self {
        case .badName: "nama peristiwa kosong atau lebih dari 200 huruf"
        case .nobody: "pengunjung tanpa tanda pengenal yang sah"
        case .reservedProperty: "nama sifat berawalan $ hanya untuk PostHog"
        case .tooLarge: "peristiwa lebih dari 1 MB"
        }
    }
}
