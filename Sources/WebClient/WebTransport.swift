/// Sends requests to other people's servers: many at once, over kept connections, HTTP/2 where it is offered. One
/// thread of its own does all of it (libcurl's multi interface).
///
/// Only `http` and `https`; certificates are checked; redirects are not followed; no proxy is taken from the
/// environment. A `POST` or `PATCH` is never sent twice: libcurl's habit of repeating a request when a kept
/// connection dies is off for them.
public final class WebTransport: Sendable {
    private let loop: WebLoop

    /// - Parameters:
    ///   - userAgent: sent with requests that have no `User-Agent` of their own.
    ///   - authorities: a PEM file of the authorities to trust instead of the system's.
    public init(userAgent: String = "TokoKu", authorities: String? = nil) {
        loop = WebLoop(identity: WebIdentity(userAgent: userAgent, authorities: authorities))
    }

    deinit { loop.stop() }

    /// - Throws: ``WebError``. Cancelling the task ends the transfer.
    public func send(_ request: WebRequest) async throws -> WebResponse {
        try request.check()
        return try await loop.response(to: request)
    }

    /// Ends all transfers (they throw ``WebError/cancelled``) and the thread.
    public func close() async {
        loop.stop()
        await loop.over()
    }
}
