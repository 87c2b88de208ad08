/// Why somebody of the staff cannot go on.
public enum StaffError: Error, Hashable, Sendable {
    /// No such person, no such password, no password yet, or not working here any more: which of these is nobody's
    /// business.
    case wrongCredentials
    /// The link was used, has lapsed, or never was.
    case deadLink
    case password(PasswordProblem)
    /// Not an e-mail address.
    case unusableEmail
    /// Not 1 to 100 characters.
    case unusableName

    /// For the person who typed it.
    public var message: String {
        switch self {
        case .wrongCredentials: "Email atau kata sandi salah."
        case .deadLink: "Tautan ini sudah dipakai atau kedaluwarsa. Minta tautan baru."
        case .password(let problem): problem.message
        case .unusableEmail: "Alamat email tidak valid."
        case .unusableName: "Nama harus 1 sampai 100 karakter."
        }
    }
}
