import FoundationEssentials
import Vault

/// A login at the sandbox's mail server.
public struct SMTPLogin: Hashable, Sendable {
    public var username: String
    public var password: String
    /// The only sender this login may use.
    public var address: String

    public init(username: String, password: String, address: String) {
        self.username = username
        self.password = password
        self.address = address
    }
}

/// What the mail server says to each command (RFC 5321, 4954). Receivers provoke answers as at Gmail: `invalid@` 550,
/// `rate@` 451 twice, `daily@` 550 5.4.5, `expired@` 421, `slow@` keeps the letter and hangs up without a word.
struct SMTPConversation {
    /// What to answer, and what to do besides.
    enum Turn: Equatable {
        case say(String)
        /// Say it, and hang up.
        case bye(String)
        /// The letter comes next, to the line with one dot.
        case listen(String)
        case hangUp
    }

    let logins: [SMTPLogin]
    /// The switch that was struck when the connection came.
    let oddity: Misbehaviour.Mode?
    let moods: ReceiverMoods

    private(set) var login: SMTPLogin?
    private(set) var receiver: String?
    private var sender: String?
    private var awaits: Awaits?

    private enum Awaits {
        case plain
        case username
        case password(String)
    }

    init(logins: [SMTPLogin], oddity: Misbehaviour.Mode?, moods: ReceiverMoods) {
        self.logins = logins
        self.oddity = oddity
        self.moods = moods
    }

    var greeting: Turn {
        switch oddity {
        case .serverError, .html403: .bye("421 4.3.2 sandbox.localhost Service not available")
        case .html, .unauthorizedIP: .bye("554 5.7.1 No mail service for you here")
        case .empty: .hangUp
        default: .say("220 sandbox.localhost ESMTP TokoKu sandbox")
        }
    }

    mutating func answer(_ line: String) async -> Turn {
        if let awaits { return credentials(line, awaits) }
        let words = line.split(separator: " ", maxSplits: 1)
        let rest = words.count > 1 ? String(words[1]) : ""
        switch words.first?.uppercased() {
        case "EHLO": return .say("250-sandbox.localhost\r\n250-SIZE 26214400\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME")
        case "HELO": return .say("250 sandbox.localhost")
        case "AUTH": return begin(rest)
        case "MAIL": return mail(rest)
        case "RCPT": return await rcpt(rest)
        case "DATA":
            return receiver == nil ? .say("503 5.5.1 RCPT first") : .listen("354 End data with <CR><LF>.<CR><LF>")
        case "RSET":
            reset()
            return .say("250 2.0.0 OK")
        case "NOOP": return .say("250 2.0.0 OK")
        case "QUIT": return .bye("221 2.0.0 Bye")
        default: return .say("502 5.5.2 Command not known")
        }
    }

    mutating func reset() {
        sender = nil
        receiver = nil
    }

    private mutating func begin(_ rest: String) -> Turn {
        let words = rest.split(separator: " ").map(String.init)
        switch words.first?.uppercased() {
        case "PLAIN":
            if words.count > 1 { return credentials(words[1], .plain) }
            awaits = .plain
            return .say("334 ")
        case "LOGIN":
            if words.count > 1 { return credentials(words[1], .username) }
            awaits = .username
            return .say("334 VXNlcm5hbWU6")
        default: return .say("504 5.5.4 Unrecognized authentication type")
        }
    }

    private mutating func credentials(_ line: String, _ step: Awaits) -> Turn {
        awaits = nil
        guard let bytes = Base64.decode(line) else { return .say("501 5.5.2 Cannot decode response") }
        switch step {
        case .plain:
            let parts = bytes.split(separator: 0, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            return parts.count == 3 ? check(parts[1], parts[2]) : .say("501 5.5.2 Cannot decode response")
        case .username:
            awaits = .password(String(decoding: bytes, as: UTF8.self))
            return .say("334 UGFzc3dvcmQ6")
        case .password(let username): return check(username, String(decoding: bytes, as: UTF8.self))
        }
    }

    private mutating func check(_ username: String, _ password: String) -> Turn {
        guard oddity != .wrongSignature, let found = logins.first(where: { $0.username == username }),
            ConstantTime.equals(Array(found.password.utf8), Array(password.utf8))
        else { return .say("535 5.7.8 Username and Password not accepted") }
        login = found
        return .say("235 2.7.0 Accepted")
    }

    private mutating func mail(_ rest: String) -> Turn {
        guard let login else { return .say("530 5.7.0 Authentication Required") }
        guard let address = Self.address(rest, after: "FROM:") else {
            return .say("501 5.5.4 Syntax: MAIL FROM:<address>")
        }
        guard address.lowercased() == login.address.lowercased() else {
            return .say("553 5.7.1 Sender address rejected: not owned by user")
        }
        sender = address
        receiver = nil
        return .say("250 2.1.0 OK")
    }

    private mutating func rcpt(_ rest: String) async -> Turn {
        guard sender != nil else { return .say("503 5.5.1 MAIL first") }
        guard let address = Self.address(rest, after: "TO:"), Person.with(email: address) != nil else {
            return .say("553 5.1.3 The recipient address is not a valid RFC 5321 address")
        }
        if oddity == .successFalse { return .say("550 5.7.1 Message rejected") }
        if oddity == .quota { return .say("452 4.5.3 Your message has too many recipients today") }
        switch String(address.lowercased().prefix { $0 != "@" }) {
        case "invalid": return .say("550 5.1.1 The email account that you tried to reach does not exist")
        case "rate":
            if await moods.count("rate smtp \(address)") <= 2 { return .say("451 4.7.1 Try again later") }
        case "daily": return .say("550 5.4.5 Daily user sending limit exceeded")
        case "expired": return .bye("421 4.7.0 Try again later, closing connection")
        default: break
        }
        receiver = address
        return .say("250 2.1.5 OK")
    }

    /// `FROM:<toko@example.com> SIZE=1000`
    private static func address(_ rest: String, after word: String) -> String? {
        guard rest.uppercased().hasPrefix(word) else { return nil }
        let tail = rest.dropFirst(word.count).drop { $0 == " " }
        guard tail.first == "<", let end = tail.firstIndex(of: ">") else { return nil }
        return String(tail[tail.index(after: tail.startIndex)..<end])
    }
}
