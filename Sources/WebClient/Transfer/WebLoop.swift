final class WebLoop: Sendable {
    init(userAgent: String) {}
    func response(to request: WebRequest) async throws -> WebResponse { throw WebError.closed }
    func stop() {}
    func over() async {}
}
