import TokoCore
import WebClient

/// Hands events to PostHog. Repeating is harmless: equal events of one UUID become one.
struct PostHogClient: Sendable {
    /// PostHog takes 20 MB at once.
    static let mostBytes = 20_000_000

    let transport: WebTransport

    /// `POST /batch/`. PostHog decides by the whole batch: either all of it was received, or nothing.
    func deliver(_ events: some Collection<PostHogEvent>, to account: PostHogAccount) async -> PostHogAnswer {
        var body = Array("{\"api_key\":\"\(account.projectKey)\",\"historical_migration\":false,\"batch\":[".utf8)
        for (index, event) in events.enumerated() {
            if index > 0 { body.append(UInt8(ascii: ",")) }
            body += event.bytes
        }
        body += Array("]}".utf8)
        guard body.count <= Self.mostBytes else { return .tooLarge }
        return await send(account.eventsURL + "/batch/", body, account)
    }

    /// `POST /flags/?v=2`, which writes nothing and, unlike the capture calls, looks the key up.
    func ask(_ account: PostHogAccount) async -> PostHogAnswer {
        let body = "{\"api_key\":\"\(account.projectKey)\",\"distinct_id\":\"tokoku-check\"}"
        return await send(account.eventsURL + "/flags/?v=2", Array(body.utf8), account)
    }

    private func send(_ url: String, _ body: [UInt8], _ account: PostHogAccount) async -> PostHogAnswer {
        var request = WebRequest.json(url, body: body)
        request.timeout = .seconds(5)
        request.maxResponseBytes = 1 << 20
        request.publicOnly = account.isForeign
        do {
            return PostHogAnswer(try await transport.send(request), key: account.projectKey)
        } catch {
            return .away(reason: "PostHog tidak menjawab: \(error)", after: nil)
        }
    }
}
