import CCurl

/// One request on its way.
///
/// `@unchecked Sendable`: the task that made it hands it to the loop's thread, and from then on only that thread
/// touches what is in it; others only name it.
@safe final class Transfer: @unchecked Sendable {
    let request: WebRequest

    private let continuation: CheckedContinuation<WebResponse, any Error>
    private var handle: EasyHandle?
    private var answer = AnswerBuffer()
    private var bodySent = 0

    init(_ request: WebRequest, _ continuation: CheckedContinuation<WebResponse, any Error>) {
        self.request = request
        self.continuation = continuation
        answer.maxBodyBytes = request.maxResponseBytes
    }

    /// The transfer that libcurl was given as its context.
    static func at(_ context: UnsafeMutableRawPointer?) -> Transfer {
        unsafe Unmanaged<Transfer>.fromOpaque(context!).takeUnretainedValue()
    }

    /// Joins the transfer to the loop's multi handle. libcurl gets `self` unretained: the loop keeps the transfer in
    /// its list for as long as libcurl knows the handle.
    func begin(in multi: UnsafeMutableRawPointer, identity: WebIdentity) -> Bool {
        guard let handle = EasyHandle(request, identity: identity) else { return false }
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe handle.listen(context)
        unsafe handle.set(CURLOPT_PRIVATE, context)
        guard unsafe curl_multi_add_handle(multi, handle.raw) == CURLM_OK else { return false }
        self.handle = handle
        return true
    }

    /// Takes the transfer out of the multi handle and answers the waiting task.
    func end(in multi: UnsafeMutableRawPointer, _ code: CURLcode) {
        guard let handle else { return fail(.cannotConnect) }
        let outcome: Result<WebResponse, WebError>
        if code == CURLE_OK {
            outcome = .success(answer.response(status: handle.status))
        } else {
            outcome = .failure(answer.isTooLarge ? .tooLarge : handle.error(for: code))
        }
        unsafe leave(multi)
        continuation.resume(with: outcome.mapError { $0 as any Error })
    }

    func cancel(in multi: UnsafeMutableRawPointer) {
        unsafe leave(multi)
        fail(.cancelled)
    }

    /// Answers without ever having been in the multi handle.
    func fail(_ error: WebError) { continuation.resume(throwing: error) }

    private func leave(_ multi: UnsafeMutableRawPointer) {
        guard let handle else { return }
        unsafe curl_multi_remove_handle(multi, handle.raw)
        self.handle = nil
    }

    func hear(header line: UnsafeRawBufferPointer) -> Bool {
        answer.add(header: unsafe Array(line))
    }

    func hear(body part: UnsafeRawBufferPointer) -> Bool {
        unsafe answer.add(body: part)
    }

    /// Copies the next bytes of the request's body; 0 at its end.
    func fill(_ room: UnsafeMutableRawBufferPointer) -> Int {
        guard let body = request.body else { return 0 }
        let part = body[bodySent..<min(body.count, bodySent + room.count)]
        unsafe room.copyBytes(from: part)
        bodySent += part.count
        return part.count
    }

    /// libcurl wants the body from its beginning again, because a kept connection died under it.
    func rewind() -> Bool {
        guard request.mayBeRepeated else { return false }
        bodySent = 0
        return true
    }
}

extension WebRequest {
    /// Whether sending it twice does what sending it once does (RFC 9110, section 9.2.2).
    var mayBeRepeated: Bool { method != "POST" && method != "PATCH" && method != "CONNECT" }
}
