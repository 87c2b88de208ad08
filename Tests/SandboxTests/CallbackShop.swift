import Hummingbird

@testable import Sandbox

/// A shop's webhook: takes callbacks over real HTTP and answers as it was told to.
struct CallbackShop: Sendable {
    struct Received: Sendable {
        let event: String?
        let signature: String?
        let body: String

        var status: String? { get throws { try JSON(parsing: body)["status"]?.text } }
    }

    let url: String
    let letters: AsyncStream<Received>

    /// The next callbacks, in the order they came.
    func next(_ count: Int) async -> [Received] {
        var received: [Received] = []
        for await letter in letters {
            received.append(letter)
            if received.count == count { break }
        }
        return received
    }
}

/// What the shop answers to its first, second, third callback; the last one is repeated.
struct ShopAnswers: Sendable {
    let bodies: [(status: Int, text: String)]

    static let good = ShopAnswers(bodies: [(200, #"{"success": true}"#)])
}

private actor Turn {
    private var count = 0
    func next() -> Int {
        count += 1
        return count - 1
    }
}

/// Runs a shop while `body` uses it.
func withShop<Result: Sendable>(
    answering answers: ShopAnswers = .good, _ body: (CallbackShop) async throws -> Result
) async throws -> Result {
    let (letters, inbox) = AsyncStream.makeStream(of: CallbackShop.Received.self)
    let (ports, port) = AsyncStream.makeStream(of: Int.self)
    let turn = Turn()
    let router = Router()
    router.post("webhook/tripay") { request, _ in
        let text = String(buffer: try await request.body.collect(upTo: 65_536))
        let fields = request.headers
        inbox.yield(
            .init(
                event: fields.first { $0.name.canonicalName == "x-callback-event" }?.value,
                signature: fields.first { $0.name.canonicalName == "x-callback-signature" }?.value, body: text))
        let answer = answers.bodies[min(await turn.next(), answers.bodies.count - 1)]
        return Response(
            status: .init(code: answer.status), headers: [.contentType: "application/json"],
            body: .init(byteBuffer: ByteBuffer(string: answer.text)))
    }
    let application = Application(
        router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
        onServerRunning: { channel in
            port.yield(channel.localAddress?.port ?? 0)
            port.finish()
        }, logger: quiet)
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { port.finish() }
            try await application.run()
        }
        guard let bound = await ports.first(where: { _ in true }) else { throw SandboxTestError.neverListened }
        let shop = CallbackShop(url: "http://127.0.0.1:\(bound)/webhook/tripay", letters: letters)
        let result = try await body(shop)
        group.cancelAll()
        return result
    }
}
