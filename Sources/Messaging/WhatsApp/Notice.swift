public import Jobs
public import TokoCore

/// A WhatsApp message by a template that Meta has approved for the shop.
public struct Notice: Sendable, Hashable {
    /// As it was typed; ``WhatsAppPhone`` reads it.
    public let to: String
    /// `pesanan_baru`
    public let template: String
    /// `id`
    public let language: String
    /// The body's variables by name, in the template's order.
    public let parameters: [Parameter]
    /// What follows the address that is fixed in the template's button; nil: the template has none.
    public let buttonSuffix: String?

    public struct Parameter: Sendable, Hashable {
        public let name: String
        public let text: String

        public init(_ name: String, _ text: String) {
            self.name = name
            self.text = text
        }
    }

    public init(to: String, template: String, language: String, parameters: [Parameter], buttonSuffix: String? = nil) {
        self.to = to
        self.template = template
        self.language = language
        self.parameters = parameters
        self.buttonSuffix = buttonSuffix
    }
}

/// Says what the lane's jobs are to tell.
public protocol NoticeWriter: Sendable {
    /// Nil when there is nothing to say any more.
    /// - Throws: ``JobFailure``, `DatabaseError`.
    func notice(for job: Job, of tenant: TenantID) async throws -> Notice?
}

/// What may stand in a template's variable: one line, no runs of blanks, never empty.
enum ParameterText {
    /// The filled body may have 1,024 characters; one variable takes a fair part of them at most.
    static let longest = 200

    static func clean(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let visible = line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }
        let cut = String(String.UnicodeScalarView(visible).prefix(longest))
        return cut.isEmpty ? "-" : cut
    }
}
