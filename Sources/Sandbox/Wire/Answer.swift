import Hummingbird

/// What the sandbox answers, with the body in hand, so that a misbehaviour can still cut it short.
struct Answer: Sendable {
    var status: Int
    var headers: HTTPFields
    var body: [UInt8]
    /// What the list of received things says of the call; one line, without keys. Nil leaves it to ``Stage``.
    var summary: String?

    init(status: Int = 200, type: String, body: [UInt8]) {
        self.status = status
        self.body = body
        headers = [.contentType: type]
    }

    init(status: Int = 200, type: String, text: String) {
        self.init(status: status, type: type, body: Array(text.utf8))
    }

    static func json(_ value: JSON, status: Int = 200, style: JSONStyle = .plain) -> Answer {
        var answer = Answer(status: status, type: "application/json", text: value.written(style))
        answer.headers[.cacheControl] = "no-cache, private"
        return answer
    }

    /// - Parameter framesOwn: whether the page shows another of the sandbox's in a frame.
    static func page(_ page: HTML, status: Int = 200, framesOwn: Bool = false) -> Answer {
        var answer = Answer(status: status, type: "text/html; charset=utf-8", text: page.text)
        answer.headers[.cacheControl] = "no-store"
        // No script at all, and nothing from elsewhere. Forms may lead back to a shop, so they are not bound.
        answer.headers[.contentSecurityPolicy] =
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"
            + (framesOwn ? "; frame-src 'self'" : "")
        answer.headers[.xContentTypeOptions] = "nosniff"
        return answer
    }

    /// Sends the browser on. A 303 turns a POST into a GET.
    static func redirect(to address: String, status: Int = 303) -> Answer {
        var answer = Answer(status: status, type: "text/plain", body: [])
        answer.headers[.location] = address
        answer.headers[.cacheControl] = "no-store"
        return answer
    }

    var response: Response {
        Response(
            status: .init(code: status), headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: body)))
    }

    /// The head that promises the whole body, then half of it, then silence.
    func cutShort(_ context: SandboxContext) -> Response {
        let half = Array(body.prefix(body.count / 2))
        return Response(
            status: .init(code: status), headers: headers,
            body: ResponseBody(contentLength: body.count) { writer in
                try await writer.write(ByteBuffer(bytes: half))
                await context.hangUp()
            })
    }
}
