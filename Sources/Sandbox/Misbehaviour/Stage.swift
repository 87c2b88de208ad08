import Hummingbird
import ServiceLifecycle

/// Stands before every provider call: reads it, lets it misbehave when told to, answers, and notes that it came.
struct Stage: Sendable {
    let board: MisbehaviourBoard
    let received: Received

    typealias Act = @Sendable (Call) async throws -> Answer

    /// A handler for the router.
    /// - Parameter names: by which a misbehaviour for one merchant knows this call's sender.
    func handler(
        _ provider: Provider, _ endpoint: String, names: @escaping @Sendable (Call) async -> [String?],
        _ act: @escaping Act
    ) -> @Sendable (Request, SandboxContext) async throws -> Response {
        { request, context in
            let call = try await Call(request, context)
            let names = await names(call)
            let order = await board.strike(provider, endpoint, by: names)
            let told = Told()
            let act: Act = { call in
                let answer = try await act(call)
                if let summary = answer.summary { await told.say(summary) }
                return answer
            }
            var status: Int?
            do {
                let response: Response
                if let order {
                    response = try await play(order, provider, call, act)
                } else {
                    response = try await act(call).response
                }
                status = order?.mode.isSilent == true ? nil : response.status.code
                await note(provider, endpoint, call, names, order, status, await told.summary)
                return response
            } catch {
                status = (error as? any HTTPResponseError)?.status.code
                await note(provider, endpoint, call, names, order, status, await told.summary)
                throw error
            }
        }
    }

    private func note(
        _ provider: Provider, _ endpoint: String, _ call: Call, _ names: [String?], _ order: Misbehaviour?,
        _ status: Int?, _ summary: String?
    ) async {
        let oddity = order.map { "ulah: \($0.mode.rawValue)" }
        let words = [summary ?? call.gist, oddity].compactMap { $0 }.filter { !$0.isEmpty }
        await received.note(
            provider, endpoint, shop: await received.shop(of: names), summary: words.joined(separator: " · "),
            request: "\(call.request.method.rawValue) \(call.request.uri.path)", status: status)
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

/// What a handler says of its call in ``Answer/summary``, also when the answer never leaves.
private actor Told {
    private(set) var summary: String?

    func say(_ text: String) { summary = text }
}

extension Misbehaviour.Mode {
    fileprivate var isSilent: Bool { self == .timeout || self == .lostAnswer }
}

extension Call {
    /// What a call is about, from fields that are no secret in any provider's contract.
    fileprivate var gist: String {
        let names = [
            "courier", "awb", "search", "keyword", "origin", "destination", "weight", "merchant_ref", "method",
            "amount", "reference", "code",
        ]
        return names.compactMap { name in
            // Google's `code` opens an account; TriPay's is a channel.
            guard name != "code" || request.uri.path.hasPrefix("/tripay") else { return nil }
            return (query.filled(name) ?? body.filled(name)).map { "\(name) \($0.prefix(60))" }
        }.joined(separator: ", ")
    }
}
