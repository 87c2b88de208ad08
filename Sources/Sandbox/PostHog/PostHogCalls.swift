import FoundationEssentials
import HTTPTypes
import Hummingbird
import Vault

/// PostHog's capture calls, its script and its flags under `/posthog`. Keys that begin with `phc_` are projects;
/// `phc_429` is turned away twice, `phc_503` once.
struct PostHogCalls {
    let stage: Stage
    let events: CountedEvents
    let received: Received

    func addRoutes(to router: Router<SandboxContext>) {
        let site = router.group("posthog")
        for path in ["capture", "e", "track", "engage", "i/v0/e"] {
            site.post(RouterPath(path), use: handler("capture", path))
            site.on(RouterPath(path), method: .options) { _, _ in Self.welcome }
        }
        site.post("batch", use: handler("batch", "batch"))
        site.post("flags", use: handler("flags", "flags"))
        site.on("flags", method: .options) { _, _ in Self.welcome }
        site.get("static/array.js") { _, _ in
            Self.open(Answer(type: "application/javascript", text: PostHogScript.text)).response
        }
        site.get("array/:key/config") { _, _ in
            Self.open(Answer.json(["supportedCompression": ["gzip", "gzip-js"], "sessionRecording": false])).response
        }
    }

    private func handler(
        _ endpoint: String, _ path: String
    ) -> @Sendable (Request, SandboxContext) async throws -> Response {
        let staged = stage.handler(
            .posthog, endpoint == "flags" ? "capture" : endpoint, names: { [Self.key(in: Self.body(of: $0))] },
            { call in
                do throws(CaptureRefusal) {
                    return Self.open(
                        endpoint == "flags" ? try flags(call) : try await capture(call, path))
                } catch {
                    return Self.open(error.answer)
                }
            })
        return { request, context in
            do {
                return try await staged(request, context)
            } catch let error as HTTPError where error.status == .badRequest {
                return Answer(
                    status: 400, type: "text/plain", text: "failed to parse request: \(error.body ?? "invalid")"
                ).response
            }
        }
    }

    private func capture(_ call: Call, _ path: String) async throws(CaptureRefusal) -> Answer {
        let capture = try Capture(Self.body(of: call))
        switch (capture.key, await events.call(of: capture.key)) {
        case ("phc_429", 1...2): return Answer(status: 429, type: "text/plain", text: "rate limited")
        case ("phc_503", 1): return Answer(status: 503, type: "text/plain", text: "transient error, please retry")
        default: break
        }
        let shop = await received.shop(of: [capture.key])
        let new = await events.add(capture, path: "/\(path)", shop: shop)
        var answer = Answer.json(await events.answersAsOlder() ? ["status": 1] : ["status": "Ok"])
        let names = capture.events.prefix(3).map(\.name).joined(separator: ", ")
        answer.summary = "\(capture.events.count) peristiwa, \(new) baru: \(names)"
        return answer
    }

    /// Says yes to who knows a key: an unknown one is 401 here too.
    private func flags(_ call: Call) throws(CaptureRefusal) -> Answer {
        guard let key = Self.key(in: Self.body(of: call)) else { throw .unauthorized("API key is not valid: missing") }
        guard key.hasPrefix("phc_") else {
            throw .unauthorized("The provided API key is invalid or has expired. Please check your API key.")
        }
        return .json(["flags": .object([]), "errorsWhileComputingFlags": false, "quotaLimited": .list([])])
    }

    private static func key(in body: JSON) -> String? {
        let fields = Fields(root: body)
        return fields.filled("api_key") ?? fields.filled("token")
    }

    /// The JSON of the body, which some browsers send as a form with `data` in base64.
    private static func body(of call: Call) -> JSON {
        guard let data = call.body.filled("data"), call.body.root["event"] == nil,
            let bytes = Base64.decode(data)
        else { return call.body.root }
        do {
            return try JSON(parsing: String(decoding: bytes, as: UTF8.self))
        } catch {
            return .null
        }
    }

    /// To a browser that asks first.
    private static var welcome: Response { open(Answer(type: "text/plain", text: "")).response }

    /// Pages of every shop may read the answer.
    private static func open(_ answer: Answer) -> Answer {
        var answer = answer
        answer.headers[HTTPField.Name("access-control-allow-origin")!] = "*"
        answer.headers[HTTPField.Name("access-control-allow-headers")!] = "Content-Type"
        return answer
    }
}
