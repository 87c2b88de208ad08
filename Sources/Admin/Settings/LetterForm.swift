import Ordering
import Tenancy
import Web

/// The owner's words for each letter as they stand in the form. Empty: the standard words.
struct LetterForm {
    var texts: MailTexts
    /// A ``MailTransportChoice``, as it was chosen.
    var transport: String
    /// By field: `receipt_subject`.
    var problems: [String: String] = [:]

    init(_ settings: ShopSettings) {
        texts = settings.mailTexts
        transport = settings.mailTransport.rawValue
    }

    init(_ form: Form) {
        texts = MailTexts()
        transport = form["kirim_lewat"]
        for letter in MailTexts.Letter.allCases {
            var words = MailTexts.Words()
            for part in LetterPart.allCases {
                // Browsers send line breaks as two characters.
                words[part] = form[Self.field(letter, part)].replacing("\r\n", with: "\n")
            }
            texts[letter] = words
        }
    }

    static func field(_ letter: MailTexts.Letter, _ part: LetterPart) -> String {
        "\(letter.rawValue)_\(part.rawValue)"
    }

    mutating func check() {
        problems = [:]
        if MailTransportChoice(rawValue: transport) == nil {
            problems["kirim_lewat"] = "Pilih lewat mana surat dikirim."
        }
        for letter in MailTexts.Letter.allCases {
            for (part, words) in LetterCheck.problems(with: texts[letter], for: letter) {
                problems[Self.field(letter, part)] = words
            }
        }
    }

    /// The settings with what the form says; nil when it says something wrong, which is then among the problems.
    mutating func applied(to settings: ShopSettings) -> ShopSettings? {
        check()
        guard problems.isEmpty, let transport = MailTransportChoice(rawValue: transport) else { return nil }
        var settings = settings
        settings.mailTexts = texts
        settings.mailTransport = transport
        return settings
    }
}
