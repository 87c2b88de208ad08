/// A company outside whose service a shop uses with keys of its own.
public enum Provider: String, CaseIterable, Sendable, Hashable {
    case tripay, komerce, google

    /// What the shop's account there has. Only these may be stored.
    public var fields: [Field] {
        switch self {
        case .tripay:
            [
                Field("api_key"), Field("private_key"), Field("merchant_code"),
                Field("mode", isRequired: false, values: ["sandbox", "production"]),
            ]
        case .komerce: [Field("shipping_cost_key")]
        case .google: [Field("client_id"), Field("client_secret")]
        }
    }

    public func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    public struct Field: Hashable, Sendable {
        public let name: String
        /// Whether the provider cannot be used without it.
        public let isRequired: Bool
        /// The only values there are; empty: any text.
        public let values: [String]

        init(_ name: String, isRequired: Bool = true, values: [String] = []) {
            self.name = name
            self.isRequired = isRequired
            self.values = values
        }
    }
}
