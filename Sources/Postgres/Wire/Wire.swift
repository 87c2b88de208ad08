import CLibPQ

/// One libpq connection, non-blocking. Belongs to one thread; owns the `PGconn` and never lets it out.
@safe final class Wire {
    private let connection: OpaquePointer
    /// Wakes the owning thread while it waits for the server.
    let bell: Bell

    init(owning connection: OpaquePointer, bell: Bell) {
        unsafe self.connection = connection
        self.bell = bell
    }

    deinit { unsafe PQfinish(connection) }

    var socket: Int32 { unsafe PQsocket(connection) }
    var isAlive: Bool { unsafe PQstatus(connection) == CONNECTION_OK }
    var backend: Int32 { unsafe PQbackendPID(connection) }
    var transactionStatus: PGTransactionStatusType { unsafe PQtransactionStatus(connection) }

    func pipelined(_ on: Bool) -> Bool {
        unsafe (on ? PQenterPipelineMode(connection) : PQexitPipelineMode(connection)) == 1
    }

    // Queueing. False means the connection is of no more use.

    func queue(_ step: Step) -> Bool {
        switch step {
        case .prepare(let name, let text, _):
            unsafe PQsendPrepare(connection, name, text, 0, nil) == 1
        case .execute(let name, let parameters, _, _):
            unsafe parameters.withCArrays { values, lengths, formats in
                unsafe PQsendQueryPrepared(
                    connection, name, Int32(parameters.places.count), values, lengths, formats, 1) == 1
            }
        case .direct(let text, let parameters, _):
            unsafe parameters.withCArrays { values, lengths, formats in
                unsafe PQsendQueryParams(
                    connection, text, Int32(parameters.places.count), nil, values, lengths, formats, 1) == 1
            }
        case .script(let text, _):
            unsafe PQsendQuery(connection, text) == 1
        }
    }

    func queueSync() -> Bool { unsafe PQpipelineSync(connection) == 1 }

    /// Sends what is queued as far as the socket takes it; true when some is left.
    func flush() -> Bool { unsafe PQflush(connection) == 1 }

    // Receiving.

    /// Takes in what has arrived; false when the connection broke.
    func receive() -> Bool { unsafe PQconsumeInput(connection) == 1 && isAlive }

    /// Whether ``nextResult()`` would have to wait.
    var isBusy: Bool { unsafe PQisBusy(connection) == 1 }

    func nextResult() -> ResultHandle? {
        guard let raw = unsafe PQgetResult(connection) else { return nil }
        return unsafe ResultHandle(owning: raw)
    }

    func nextNotification() -> String? {
        guard let raw = unsafe PQnotifies(connection) else { return nil }
        defer { unsafe PQfreemem(raw) }
        return unsafe String(cString: raw.pointee.extra)
    }

    /// Asks the server to stop what this connection runs. The asking connects anew and may block, so it has a thread
    /// of its own; whatever comes of it, this connection is not to be used for other work.
    func requestCancel() throws {
        guard let request = unsafe PQgetCancel(connection) else { return }
        let handle = unsafe CancelHandle(owning: request)
        try OwnThread.start { handle.send() }
    }
}

/// One `PGcancel`, independent of its connection.
///
/// Unchecked: written once, and `PQcancel` is documented as safe from any thread.
@safe private final class CancelHandle: @unchecked Sendable {
    private let raw: OpaquePointer

    init(owning raw: OpaquePointer) { unsafe self.raw = raw }

    deinit { unsafe PQfreeCancel(raw) }

    func send() {
        var reason = [CChar](repeating: 0, count: 256)
        // A request that fails finds the statement ended, or leaves it to statement_timeout.
        _ = unsafe PQcancel(raw, &reason, Int32(reason.count))
    }
}

extension Parameters {
    /// The three arrays libpq takes; valid inside `body`.
    func withCArrays<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        if places.isEmpty { return body(nil, nil, nil) }
        return unsafe bytes.withUnsafeBytes { raw in
            let values: [UnsafePointer<CChar>?] = unsafe places.map { place in
                guard place.offset >= 0, let base = raw.baseAddress else { return nil }
                return unsafe (base + place.offset).assumingMemoryBound(to: CChar.self)
            }
            return unsafe body(values, places.map(\.length), places.map { $0.isBinary ? 1 : 0 })
        }
    }
}
