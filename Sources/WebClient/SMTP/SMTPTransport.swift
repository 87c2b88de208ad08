import Foundation
import Synchronization

/// Hands mails to other people's mail servers (RFC 5321), each on a connection and a thread of its own, which ends with
/// it. How many at once is the caller's to bound.
///
/// Certificates are checked; no proxy is taken from the environment; nothing is ever sent twice.
public struct SMTPTransport: Sendable {
    private let authorities: String?

    /// - Parameter authorities: a PEM file of the authorities to trust instead of the system's.
    public init(authorities: String? = nil) { self.authorities = authorities }

    /// - Returns: the server's words after the message: `2.0.0 OK queued as 4Wxyz`.
    /// - Throws: ``SMTPError``. Cancelling the task ends the connection.
    @discardableResult
    public func send(_ letter: SMTPLetter, to server: SMTPServer) async throws -> String {
        try letter.check()
        return try await run(letter, server)
    }

    /// Greets and logs in, and sends nothing.
    /// - Throws: ``SMTPError``.
    public func greet(_ server: SMTPServer) async throws { _ = try await run(nil, server) }

    private func run(_ letter: SMTPLetter?, _ server: SMTPServer) async throws -> String {
        try server.check()
        guard !Task.isCancelled else { throw SMTPError.cancelled }
        let session = SMTPSession(letter, server, authorities: authorities)
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let thread = Thread { continuation.resume(with: session.run().mapError { $0 as any Error }) }
                thread.name = "smtp"
                thread.start()
            }
        } onCancel: {
            session.cancel()
        }
    }
}

/// Somebody's mail server and how to log in there.
public struct SMTPServer: Sendable, Hashable {
    public enum Security: String, CaseIterable, Sendable {
        /// TLS from the first byte: port 465.
        case tls
        /// TLS before anything of value is said, or no mail at all: port 587.
        case starttls
        /// In the open: for a server on this machine.
        case none

        public var usualPort: Int {
            switch self {
            case .tls: 465
            case .starttls: 587
            case .none: 25
            }
        }
    }

    public var host: String
    public var port: Int
    public var security: Security
    /// Nil: without a login.
    public var username: String?
    public var password: String?
    /// For the look-up of the name, the connection and its TLS.
    public var connectTimeout: Duration
    /// For everything.
    public var timeout: Duration

    public init(
        host: String, port: Int? = nil, security: Security = .starttls, username: String? = nil,
        password: String? = nil, connectTimeout: Duration = .seconds(10), timeout: Duration = .seconds(60)
    ) {
        self.host = host
        self.port = port ?? security.usualPort
        self.security = security
        self.username = username
        self.password = password
        self.connectTimeout = connectTimeout
        self.timeout = timeout
    }

    var url: String { "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)" }

    /// The host becomes part of a URL, so it may hold nothing that means something there.
    func check() throws(SMTPError) {
        guard (1...253).contains(host.utf8.count), host.utf8.allSatisfy(Self.isHostByte), host.first != "-",
            (1...65_535).contains(port)
        else { throw .invalidServer }
        for word in [username, password].compactMap({ $0 }) {
            guard word.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else { throw .invalidServer }
        }
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e: true
        default: false
        }
    }
}

/// A message in its envelope.
public struct SMTPLetter: Sendable, Hashable {
    /// ASCII, without brackets.
    public var from: String
    public var to: String
    /// RFC 5322, lines ended by CRLF.
    public var message: [UInt8]

    public init(from: String, to: String, message: [UInt8]) {
        self.from = from
        self.to = to
        self.message = message
    }

    /// A line break or a bracket in an address would begin another command or parameter.
    func check() throws(SMTPError) {
        for address in [from, to] {
            guard (3...254).contains(address.utf8.count), address.contains("@"),
                address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != 0x3c && $0 != 0x3e })
            else { throw .invalidAddress }
        }
    }
}
