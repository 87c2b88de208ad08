import Accounts
import Tenancy
import Web

/// Whom the shop tells by WhatsApp and in which templates, as it stands in the form.
struct NoticeForm {
    var phone: String
    var customers: Bool
    var language: String
    var lowStock: String
    /// Names by kind; empty: the platform's own name.
    var templates: [NoticeKind: String]
    /// By field.
    var problems: [String: String] = [:]

    init(_ settings: ShopSettings) {
        let choices = settings.whatsApp
        phone = choices.ownerPhone ?? ""
        customers = choices.customers
        language = choices.language
        lowStock = String(settings.lowStockPieces)
        templates = choices.templates
    }

    init(_ form: Form) {
        phone = form["telepon"]
        customers = form["pembeli"] == "ya"
        language = form["bahasa"]
        lowStock = form["stok_menipis"]
        templates = NoticeKind.allCases.reduce(into: [:]) { $0[$1] = form[Self.field($1)] }
    }

    static func field(_ kind: NoticeKind) -> String { "templat_\(kind.rawValue.replacing(".", with: "_"))" }

    /// The settings with what the form says; nil when it says something wrong, which is then among the problems.
    mutating func applied(to settings: ShopSettings) -> ShopSettings? {
        problems = [:]
        var settings = settings
        settings.whatsApp.ownerPhone = nil
        if !phone.isEmpty {
            if let number = PhoneNumber(typed: phone) {
                settings.whatsApp.ownerPhone = "+62\(number.text.dropFirst())"
            } else {
                problems["telepon"] = "Isi nomor ponsel Indonesia, misalnya 0812-3456-7890, atau kosongkan."
            }
        }
        settings.whatsApp.customers = customers
        if Self.isName(language, most: 15, capitals: true) {
            settings.whatsApp.language = language
        } else {
            problems["bahasa"] = "Isi kode bahasa templat, misalnya id."
        }
        if let pieces = Int64(lowStock), (0...100_000).contains(pieces) {
            settings.lowStockPieces = pieces
        } else {
            problems["stok_menipis"] = "Isi dengan angka 0 sampai 100000."
        }
        settings.whatsApp.templates = [:]
        for (kind, name) in templates where !name.isEmpty && name != kind.defaultTemplate {
            if Self.isName(name, most: 512) {
                settings.whatsApp.templates[kind] = name
            } else {
                problems[Self.field(kind)] = "Nama templat hanya huruf kecil, angka, dan garis bawah."
            }
        }
        return problems.isEmpty ? settings : nil
    }

    /// As Meta names templates and languages.
    private static func isName(_ text: String, most: Int, capitals: Bool = false) -> Bool {
        (1...most).contains(text.utf8.count)
            && text.utf8.allSatisfy {
                (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f
                    || (capitals && (0x41...0x5a).contains($0))
            }
    }
}
