public import Hummingbird

/// The cookies that carry a sign-in: host-only always, `__Host-` on HTTPS, never readable by script.
public enum SessionCookie: String, Sendable {
    case customer = "tokoku"
    case staff = "tokoku_admin"
    /// Binds a sign-in under way at Google to this browser.
    case browser = "tokoku_masuk"

    /// A customer stays signed in for 30 days after the last visit.
    public static let customerSeconds = 30 * 86_400

    private func name(secure: Bool) -> String { secure ? "__Host-\(rawValue)" : rawValue }

    /// Lax, not strict: the way back from Google and from a payment page is a cross-site navigation.
    public func cookie(_ token: String, seconds: Int, secure: Bool) -> Cookie {
        Cookie(
            name: name(secure: secure), value: token, maxAge: seconds, path: "/", secure: secure, httpOnly: true,
            sameSite: .lax)
    }

    /// Tells the browser to forget it.
    public func ended(secure: Bool) -> Cookie { cookie("", seconds: 0, secure: secure) }

    public func token(in request: Request, secure: Bool) -> String? {
        request.cookies[name(secure: secure)]?.value
    }
}
