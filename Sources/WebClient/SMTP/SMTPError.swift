/// What a mail server said: `550`, `5.1.1 no such user`.
public struct SMTPReply: Sendable, Hashable, CustomStringConvertible {
    public let code: Int
    /// Its last line, at most 200 characters.
    public let text: String

    public init(code: Int, text: String) {
        self.code = code
        self.text = text
    }

    /// Whether the server says that the same may be tried again later.
    public var isTransient: Bool { (400..<500).contains(code) }

    public var description: String { "\(code) \(text)" }
}

/// Why a mail was not handed over. Says nothing of logins and addresses but what the server itself says.
public enum SMTPError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Not a host name, not a port, or a login with control characters.
    case invalidServer
    /// Not an address that can go into an envelope.
    case invalidAddress
    /// No name, no route, refused, or no greeting in time.
    case cannotConnect
    /// The certificate or TLS is not acceptable, or there is none where it must be. No login was sent.
    case tls
    /// The login is not taken.
    case loginRefused(SMTPReply)
    /// This login may not send from this address.
    case senderRefused(SMTPReply)
    /// The server does not take mail for this receiver.
    case receiverRefused(SMTPReply)
    /// The server wants nobody, or not us, before any mail was spoken of.
    case turnedAway(SMTPReply)
    /// The message was refused: before or after it was read.
    case refused(SMTPReply)
    /// The connection ended before the message had gone: surely not sent.
    case broken
    /// The message had gone when the connection ended, without the server's word for it.
    case outcomeUnknown
    case cancelled

    public var description: String {
        switch self {
        case .invalidServer: "not a mail server's name, port or login"
        case .invalidAddress: "not an e-mail address"
        case .cannotConnect: "the mail server cannot be reached"
        case .tls: "the mail server's TLS is not acceptable"
        case .loginRefused(let reply): "the login is refused: \(reply)"
        case .senderRefused(let reply): "the sender is refused: \(reply)"
        case .receiverRefused(let reply): "the receiver is refused: \(reply)"
        case .turnedAway(let reply): "turned away: \(reply)"
        case .refused(let reply): "refused: \(reply)"
        case .broken: "the connection broke before the mail was sent"
        case .outcomeUnknown: "no answer; the mail may have been sent"
        case .cancelled: "cancelled"
        }
    }
}
