/// The owner's own words in the letters to customers. What is empty is said in the platform's words; which marks such as
/// `{nama}` may stand in them, and what the platform's words are, is known where letters are written.
public struct MailTexts: Sendable, Hashable {
    /// The letters that an owner may word.
    public enum Letter: String, CaseIterable, Sendable, Hashable {
        case receipt, shipped, expired, refunded
    }

    public struct Words: Sendable, Hashable {
        public var subject: String
        /// Between the greeting and the order's facts.
        public var opening: String
        /// After them.
        public var closing: String

        public init(subject: String = "", opening: String = "", closing: String = "") {
            self.subject = subject
            self.opening = opening
            self.closing = closing
        }
    }

    private var words: [Letter: Words]

    public init() { words = [:] }

    public subscript(letter: Letter) -> Words {
        get { words[letter] ?? Words() }
        set { words[letter] = newValue == Words() ? nil : newValue }
    }
}

/// `{"receipt": {"subject": "...", "opening": "...", "closing": "..."}}`, each part left out when it is empty. A letter
/// that this version does not know is passed over.
extension MailTexts: Codable {
    public init(from decoder: any Decoder) throws {
        self.init()
        for (name, texts) in try [String: [String: String]](from: decoder) {
            guard let letter = Letter(rawValue: name) else { continue }
            self[letter] = Words(
                subject: texts["subject"] ?? "", opening: texts["opening"] ?? "", closing: texts["closing"] ?? "")
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var all: [String: [String: String]] = [:]
        for (letter, words) in words {
            let parts = ["subject": words.subject, "opening": words.opening, "closing": words.closing]
            all[letter.rawValue] = parts.filter { !$0.value.isEmpty }
        }
        try all.encode(to: encoder)
    }
}
