import CLibPQ

/// Where and as whom to connect: libpq's keywords, read from the URL once.
struct Address: Sendable {
    /// How long the server lets a statement run, and a transaction rest, when nobody here is left to stop it.
    struct Limits: Sendable {
        var statement: Duration
        var idleTransaction: Duration

        static let none = Limits(statement: .zero, idleTransaction: .zero)
    }

    private let keywords: [String: String]

    /// Nil when libpq cannot read the URL.
    init?(url: String, applicationName: String, limits: Limits) {
        // Its own error text may quote the URL, password included, so it is not asked for.
        guard let options = unsafe PQconninfoParse(url, nil) else { return nil }
        defer { unsafe PQconninfoFree(options) }
        var keywords: [String: String] = [:]
        var at = unsafe options
        while let keyword = unsafe at.pointee.keyword {
            if let value = unsafe at.pointee.val { unsafe keywords[String(cString: keyword)] = String(cString: value) }
            unsafe at += 1
        }
        // A server that vanished without a word is noticed within half a minute.
        let defaults = [
            "keepalives_idle": "10", "keepalives_interval": "5", "keepalives_count": "3", "tcp_user_timeout": "30000",
        ]
        keywords.merge(defaults) { fromURL, _ in fromURL }
        keywords["client_encoding"] = "UTF8"
        keywords["application_name"] = applicationName
        keywords["options"] =
            (keywords["options"].map { $0 + " " } ?? "")
            + "-c timezone=UTC -c statement_timeout=\(limits.statement.milliseconds)"
            + " -c idle_in_transaction_session_timeout=\(limits.idleTransaction.milliseconds)"
        self.keywords = keywords
    }

    /// Connects without blocking on anything but name lookup.
    /// - Throws: ``DatabaseError/cannotConnect(reason:)``, `CancellationError`.
    func connect(bell: Bell, _ patience: Patience) throws -> Wire {
        guard let raw = unsafe start() else { throw DatabaseError.cannotConnect(reason: "out of memory") }
        // From here on the wire owns it and closes it on every way out.
        let wire = unsafe Wire(owning: raw, bell: bell)
        unsafe PQsetNoticeProcessor(raw, { _, _ in }, nil)
        var next = unsafe PQstatus(raw) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while next != PGRES_POLLING_OK {
            guard next != PGRES_POLLING_FAILED else {
                throw DatabaseError.cannotConnect(reason: unsafe Self.reason(String(cString: PQerrorMessage(raw))))
            }
            let events = Self.wait(wire, for: next, until: patience.deadline)
            if patience.isCancelled() { throw CancellationError() }
            if let deadline = patience.deadline, ContinuousClock.now >= deadline {
                throw DatabaseError.cannotConnect(reason: "no answer in time")
            }
            if events { next = unsafe PQconnectPoll(raw) }
        }
        guard unsafe PQsetnonblocking(raw, 1) == 0 else {
            throw DatabaseError.cannotConnect(reason: "no non-blocking connection")
        }
        return wire
    }

    private static func wait(
        _ wire: Wire, for next: PostgresPollingStatusType, until deadline: ContinuousClock.Instant?
    )
        -> Bool
    {
        let writing = next == PGRES_POLLING_WRITING
        let events = Readiness.wait(socket: wire.socket, writing: writing, bell: wire.bell, until: deadline)
        return events.canRead || events.canWrite
    }

    private func start() -> OpaquePointer? {
        let pairs = Array(keywords)
        // Two arrays of C strings with NULL at the end: the shape of parameters, so they are made the same way.
        return unsafe Parameters(list: pairs.map(\.key)).withCArrays { names, _, _ in
            unsafe Parameters(list: pairs.map(\.value)).withCArrays { values, _, _ in
                unsafe PQconnectStartParams(names, values, 0)
            }
        }
    }

    /// libpq's words on one line: host, port, role and cause; it never quotes the password.
    private static func reason(_ message: String) -> String {
        message.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }.joined(separator: "; ")
    }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000 }
}
