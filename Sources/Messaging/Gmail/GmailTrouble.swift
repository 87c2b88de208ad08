import Jobs

/// Why a shop's mailbox cannot be used, in words for its owner. What the provider's health keeps is this text, so that
/// the page of the mailbox can tell which it was.
enum GmailTrouble: String, CaseIterable {
    case revoked = "izin Gmail sudah dicabut atau kedaluwarsa; hubungkan ulang"
    case tokenRefused = "Gmail menolak akses toko ini; hubungkan ulang"
    case scopeMissing = "izin mengirim email tidak dicentang; hubungkan ulang"
    case noMailbox = "akun Google ini tidak punya kotak surat Gmail; hubungkan akun lain"
    case clientChanged = "client Google toko ini sudah diganti; hubungkan ulang Gmail"
    case clientRefused = "client_id atau client_secret Google toko ini tidak dikenal Google"
    case apiOff = "Gmail API belum dinyalakan di proyek Google Cloud toko ini"
    case domainPolicy = "admin Google Workspace melarang aplikasi mengirim email"
    case projectLimit = "kuota harian proyek Google Cloud habis"
    case mailLimit = "batas kirim harian akun Gmail tercapai"

    /// Whether the owner mends it by connecting the mailbox again.
    var needsReconnect: Bool {
        switch self {
        case .revoked, .tokenRefused, .scopeMissing, .noMailbox, .clientChanged: true
        case .clientRefused, .apiOff, .domainPolicy, .projectLimit, .mailLimit: false
        }
    }

    /// How long it is left alone when Google does not say.
    private var rest: Duration {
        switch self {
        case .projectLimit: .seconds(3 * 3_600)
        case .mailLimit: .seconds(6 * 3_600)
        default: .seconds(3_600)
        }
    }

    /// - Parameter after: what Google asked for.
    func failure(after: Duration? = nil) -> JobFailure { .account(reason: rawValue, after: after ?? rest) }
}
