public import HTTPTypes

/// What a visitor is told when something is refused: a status, a stable code, a sentence in the visitor's language.
public struct Problem: Error, Sendable {
    public let status: HTTPResponse.Status
    public let code: String
    public let message: String

    public init(_ status: HTTPResponse.Status, _ code: String, _ message: String) {
        self.status = status
        self.code = code
        self.message = message
    }

    public static let notFound = Problem(.notFound, "not_found", "Halaman yang Anda cari tidak ada.")
    public static let foreignForm = Problem(
        .forbidden, "foreign_form", "Permintaan ini tidak berasal dari toko ini. Muat ulang halamannya, lalu coba lagi."
    )
    public static let tooMany = Problem(
        .tooManyRequests, "too_many", "Terlalu banyak percobaan. Tunggu sebentar, lalu coba lagi.")
    public static let tooLarge = Problem(.contentTooLarge, "too_large", "Data yang dikirim terlalu besar.")
    public static let unreadable = Problem(.badRequest, "unreadable", "Data yang dikirim tidak dapat dibaca.")
    public static let broken = Problem(
        .internalServerError, "broken", "Ada gangguan di pihak kami. Silakan coba lagi beberapa saat lagi.")
    public static let unavailable = Problem(
        .serviceUnavailable, "unavailable", "Toko sedang sibuk. Silakan coba lagi beberapa saat lagi.")
}
