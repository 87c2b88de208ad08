/// A property of an event. Amounts are numbers: what is sent as text cannot be summed.
public enum EventValue: Hashable, Sendable {
    case text(String)
    case number(Int64)
    case flag(Bool)
    case list([EventValue])
    case object([String: EventValue])
}

extension EventValue: Encodable {
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .text(let text): try container.encode(text)
        case .number(let number): try container.encode(number)
        case .flag(let flag): try container.encode(flag)
        case .list(let values): try container.encode(values)
        case .object(let members): try container.encode(members)
        }
    }
}

extension EventValue: ExpressibleByStringLiteral {
    public init(stringLiteral text: String) { self = .text(text) }
}
