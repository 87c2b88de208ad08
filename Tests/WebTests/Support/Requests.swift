import HTTPTypes
import Hummingbird
import NIOCore

/// A request as the server reads it off the wire.
func request(
    _ method: HTTPRequest.Method = .get, _ path: String = "/", host: String? = "shop-1.test",
    headers: [(String, String)] = []
) throws -> Request {
    var head = HTTPRequest(method: method, scheme: "http", authority: host, path: path)
    for (name, value) in headers {
        guard let name = HTTPField.Name(name) else { throw BadHeader(name: name) }
        head.headerFields.append(HTTPField(name: name, value: value))
    }
    return Request(head: head, body: RequestBody(buffer: ByteBuffer()))
}

struct BadHeader: Error {
    let name: String
}
