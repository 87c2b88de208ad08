/// Why nobody was signed in: a case for each thing that can be done about it.
public enum GoogleSignInError: Error, Hashable, Sendable, CaseIterable {
    /// The person pressed cancel at Google.
    case cancelled
    /// The attempt is over ten minutes old, was finished before (a reload, a prefetch), began in another browser, or its
    /// code is spent. Signing in again helps.
    case expired
    /// Google cannot be reached, or answers nonsense. Later helps.
    case unavailable
    /// The shop's client ID, secret or redirect address is wrong at Google. The owner must act.
    case misconfigured
    /// The Google account's e-mail is not confirmed. Confirming it at Google helps.
    case unverifiedEmail
    /// What Google sent does not hold, or Google will not let this account in.
    case refused

    /// For the customer.
    public var message: String {
        switch self {
        case .cancelled: "Anda membatalkan masuk dengan Google."
        case .expired: "Proses masuk sudah kedaluwarsa. Silakan masuk lagi."
        case .unavailable: "Google sedang tidak dapat dihubungi. Coba lagi sebentar."
        case .misconfigured: "Masuk dengan Google belum diatur dengan benar di toko ini. Hubungi penjual."
        case .unverifiedEmail: "Email akun Google Anda belum terverifikasi. Verifikasi dulu di Google, lalu coba lagi."
        case .refused: "Google tidak mengizinkan akun ini masuk. Coba akun lain."
        }
    }
}

/// The reason for the log: a fixed word, never a token, a code or an address.
struct SignInFailure: Error {
    let error: GoogleSignInError
    let reason: String

    init(_ error: GoogleSignInError, _ reason: String) {
        self.error = error
        self.reason = reason
    }
}
