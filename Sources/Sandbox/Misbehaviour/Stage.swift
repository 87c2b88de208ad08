import Hummingbird
import ServiceLifecycle

/// Stands before every provider call: reads it, lets it misbehave when told to, and answers.
struct Stage: Sendable {
    let board: MisbehaviourBoard

    typealias Act = @Sendable (Call) async throws -> Answer

    /// A handler for the router.
    /// - Parameter names: by which a misbehaviour for one merchant knows this call's sender.
    func handler(
        _ provider: Provider, _ endpoint: String, names: @escaping @Sendable (Call) async -> [String?],
        _ act: @escaping Act
    ) -> @Sendable (Request, SandboxContext) async throws -> Response {
        { request, context in
            let call = try await Call(request, context)
            guard let order = await board.strike(provider, endpoint, by: await names(call)) else {
                return try await act(call).response
            }
            return try await play(order, provider, call, act)
        }
    }

    private func play(
        _ order: Misbehaviour, _ provider: Provider, _ call: Call, _ act: Act
    ) async throws -> Response {
        switch order.mode {
        case .slow:
            try await pause(order.wait(standard: 3_000))
            return try await act(call).response
        case .timeout:
            return try await silence(order, call)
        case .lostAnswer:
            _ = try await act(call)
            return try await silence(order, call)
        case .cut:
            return try await act(call).cutShort(call.context)
        case .empty:
            return Answer(type: "application/json", body: []).response
        case .html:
            return Answer.page(Excuses.maintenance, status: 502).response
        case .html403:
            return Answer.page(Excuses.challenge, status: 403).response
        case .serverError:
            return Excuses.serverError(provider).response
        case .quota:
            return Excuses.quota(provider).response
        case .unauthorizedIP:
            return Excuses.unauthorizedIP.response
        case .wrongSignature:
            return Excuses.wrongSignature.response
        case .successFalse:
            return Excuses.refusal(provider).response
        case .duplicate, .reorder, .wrongAmount, .late, .none:
            // Refused for calls when the order was read.
            return try await act(call).response
        }
    }

    private func silence(_ order: Misbehaviour, _ call: Call) async throws -> Response {
        try await pause(order.wait(standard: 60_000))
        await call.context.hangUp()
        return Response(status: .noContent)
    }

    private func pause(_ duration: Duration) async throws {
        try await cancelWhenGracefulShutdown { try await Task.sleep(for: duration) }
    }
}
