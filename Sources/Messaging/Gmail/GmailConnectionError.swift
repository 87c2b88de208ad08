/// Why no mailbox was connected: a case for each thing that can be done about it.
public enum GmailConnectionError: Error, Hashable, Sendable, CaseIterable {
    /// The shop has no Google client yet.
    case notSetUp
    /// The person pressed cancel at Google.
    case cancelled
    /// Over ten minutes old, finished before, begun in another browser or session, or its code is spent.
    case expired
    /// Google cannot be reached, or answers nonsense.
    case unavailable
    /// The shop's client ID, secret or redirect address is wrong at Google.
    case misconfigured
    /// The person unticked "send mail on your behalf".
    case scopeMissing
    /// Google gave no lasting token.
    case noRefreshToken
    /// What Google sent does not hold, or Google will not have it.
    case refused

    /// For the owner.
    public var message: String {
        switch self {
        case .notSetUp: "Client Google toko ini belum diisi. Minta agensi mengisinya lebih dulu."
        case .cancelled: "Anda membatalkan di halaman Google. Gmail belum terhubung."
        case .expired: "Proses menghubungkan sudah kedaluwarsa. Silakan mulai lagi."
        case .unavailable: "Google sedang tidak dapat dihubungi. Coba lagi sebentar."
        case .misconfigured: "client_id, client_secret, atau alamat callback toko ini tidak cocok di Google."
        case .scopeMissing: "Izin “Kirim email atas nama Anda” tidak dicentang. Ulangi dan biarkan tercentang."
        case .noRefreshToken: "Google tidak memberi izin jangka panjang. Cabut akses toko di akun Google, lalu ulangi."
        case .refused: "Google tidak mengizinkan akun ini. Coba akun lain."
        }
    }
}
