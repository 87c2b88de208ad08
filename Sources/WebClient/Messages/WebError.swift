/// Why there is no answer. Says nothing of the URL, the headers or the body: they hold keys and people's data.
public enum WebError: Error, Hashable, Sendable, CustomStringConvertible {
    /// - sent: the request may have reached the server, so what it did is unknown.
    case timedOut(sent: Bool)

    /// No name, no route, refused: the request was surely not sent.
    case cannotConnect

    /// The server's certificate or its TLS is not acceptable; the request was not sent.
    case tls

    /// The answer is bigger than the request allows. It was carried out, but how is not known.
    case tooLarge

    /// Not an absolute `http` or `https` URL of printable ASCII.
    case invalidURL

    /// A method or header that HTTP does not allow.
    case invalidRequest

    /// The task was cancelled. The request may have reached the server.
    case cancelled

    /// The connection broke, or spoke nonsense, after the request may have been sent.
    case broken

    /// The transport is closed; nothing was sent.
    case closed

    /// Whether the server may have done what was asked. If so, ask it what became of it before asking again.
    public var outcomeUnknown: Bool {
        switch self {
        case .timedOut(let sent): sent
        case .tooLarge, .cancelled, .broken: true
        case .cannotConnect, .tls, .invalidURL, .invalidRequest, .closed: false
        }
    }

    public var description: String {
        switch self {
        case .timedOut(sent: true): "no answer in time; the request may have been carried out"
        case .timedOut(sent: false): "no connection in time; the request was not sent"
        case .cannotConnect: "the server cannot be reached"
        case .tls: "the server's TLS is not acceptable"
        case .tooLarge: "the answer is too large"
        case .invalidURL: "not an absolute http or https URL"
        case .invalidRequest: "not a legal method or header"
        case .cancelled: "the request was cancelled"
        case .broken: "the connection broke; the request may have been carried out"
        case .closed: "the transport is closed"
        }
    }
}
