import CLibPQ

/// Where and as whom to connect: libpq's keywords, read from the URL once.
struct Address: Sendable {
    /// What holds for the whole session, because it comes with the connection and nobody sets it later.
    enum Session: Sendable {
        /// For the lanes. The server ends a statement or a resting transaction when nobody here is left to do it; and
        /// a table named without its schema is looked for in `public` only, so that it is refused, not guessed from
        /// the role. Plans are made once for each prepared statement: with many shops a statement is rarely used often
        /// enough on one lane for plans made to measure to pay (measured: a third of PostgreSQL's time on a page).
        case lane(statementLimit: Duration, restLimit: Duration)
        /// For migrations and listening.
        case unlimited

        fileprivate var options: String {
            switch self {
            case .lane(let statementLimit, let restLimit):
                "-c timezone=UTC -c search_path=public -c plan_cache_mode=force_generic_plan"
                    + " -c statement_timeout=\(statementLimit.milliseconds)"
                    + " -c idle_in_transaction_session_timeout=\(restLimit.milliseconds)"
            case .unlimited: "-c timezone=UTC"
            }
        }
    }

    private let keywords: [String: String]

    /// Nil when libpq cannot read the URL.
    init?(url: String, applicationName: String, session: Session) {
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
        keywords["options"] = [keywords["options"], session.options].compactMap { $0 }.joined(separator: " ")
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
