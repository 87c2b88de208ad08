/// A company outside whose service a shop uses with keys of its own.
public enum Provider: String, CaseIterable, Sendable, Hashable {
    case tripay, komerce, google, binderbyte, gmail, smtp, whatsapp, posthog

    /// Whether a shop cannot sell without it. The others are used once they are set up.
    public var isEssential: Bool {
        switch self {
        case .tripay, .komerce, .google: true
        case .binderbyte, .gmail, .smtp, .whatsapp, .posthog: false
        }
    }

    /// What the shop's account there has. Only these may be stored.
    public var fields: [Field] {
        switch self {
        case .tripay:
            [
                Field("api_key"), Field("private_key"), Field("merchant_code"),
                Field("mode", isRequired: false, values: ["sandbox", "production"]),
            ]
        case .komerce:
            [Field("shipping_cost_key"), Field("shipping_delivery_key", isRequired: false)]
        case .google: [Field("client_id"), Field("client_secret")]
        case .binderbyte: [Field("api_key")]
        case .gmail:
            // Written when the owner connects the mailbox, with the client of provider `google`.
            [Field("refresh_token"), Field("client_id"), Field("address"), Field("subject", isRequired: false)]
        case .smtp:
            [
                Field("host"), Field("port", isRequired: false), Field("username", isRequired: false),
                Field("password", isRequired: false), Field("from"),
                Field("security", isRequired: false, values: ["tls", "starttls", "none"]),
            ]
        case .whatsapp:
            [
                Field("access_token"), Field("phone_number_id"), Field("waba_id"), Field("app_secret"),
                Field("verify_token"),
            ]
        case .posthog:
            [
                Field("project_key"), Field("region", isRequired: false, values: ["us", "eu", "own"]),
                // Of a PostHog of the shop's own: `https://posthog.example`.
                Field("address", isRequired: false),
            ]
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
