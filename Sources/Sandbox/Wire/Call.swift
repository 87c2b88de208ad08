import Gzip
import Hummingbird
import Logging
import NIOCore

/// One request to the sandbox, read whole.
struct Call: Sendable {
    let request: Request
    let context: SandboxContext
    let query: Fields
    /// The form or JSON body; empty when there is none.
    let body: Fields

    /// - Throws: `HTTPError` 413 above 1 MiB (of a mail 48), 400 for a JSON or gzip body that cannot be read.
    init(_ request: Request, _ context: SandboxContext) async throws {
        let isMail = request.uri.path.hasPrefix("/gmail/")
        let text = try Self.text(of: try await request.body.collect(upTo: isMail ? 48 << 20 : 1 << 20))
        self.request = request
        self.context = context
        query = Fields(form: request.uri.query ?? "")
        if text.isEmpty {
            body = .none
        } else if isMail, request.headers[.contentType]?.hasPrefix("message/rfc822") == true {
            body = Fields(root: ["message": .text(text)])
        } else if request.headers[.contentType]?.hasPrefix("application/json") == true || text.hasPrefix("{") {
            do {
                body = Fields(root: try JSON(parsing: text))
            } catch {
                throw HTTPError(.badRequest, message: "The body is not JSON.")
            }
        } else {
            body = Fields(form: text)
        }
    }

    /// Some callers pack their bodies, and not all of them say so.
    private static func text(of buffer: ByteBuffer) throws -> String {
        let bytes = Array(buffer.readableBytesView)
        guard bytes.starts(with: [0x1f, 0x8b]) else { return String(decoding: bytes, as: UTF8.self) }
        do {
            return String(decoding: try Deflate.inflated(gzip: bytes, limit: 20 << 20), as: UTF8.self)
        } catch {
            throw HTTPError(.badRequest, message: "The body is not gzip.")
        }
    }

    /// Where the caller found the sandbox: `http://127.0.0.1:8099`. Links in answers start with it.
    var origin: String { "http://" + (request.head.authority ?? "127.0.0.1:8099") }

    func parameter(_ name: String) -> String { context.parameters.get(name) ?? "" }

    /// The key after `Authorization: Bearer`.
    var bearer: String? {
        guard let header = request.headers[.authorization], header.hasPrefix("Bearer ") else { return nil }
        return String(header.dropFirst("Bearer ".count))
    }
}

/// The request's context, which can also hang up on the caller.
struct SandboxContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let close: @Sendable () async throws -> Void

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        let channel = source.channel
        close = { try await channel.close() }
    }

    /// Closes the connection, whatever was still to be said on it.
    func hangUp() async {
        do {
            try await close()
        } catch {
            logger.debug("the caller had hung up first")
        }
    }
}
