import FoundationEssentials
import Vault
import WebClient

/// Google's signing keys, one set for all shops. Kept as long as Google allows; when Google rotates them early, an
/// unknown key is looked for at once, at most once a minute, so that forged tokens cannot make us hammer Google.
actor GoogleKeys {
    private let endpoint: String
    private let transport: WebTransport
    private let now: @Sendable () -> Date

    private var keys: [String: RSAPublicKey] = [:]
    private var freshUntil = Date.distantPast
    private var lookedForUnknown = Date.distantPast
    /// The fetch under way, which all who need it wait for.
    private var fetch: Task<Fetched, any Error>?

    private struct Fetched {
        let keys: [String: RSAPublicKey]
        let maxAge: TimeInterval
    }

    init(endpoint: String, transport: WebTransport, now: @escaping @Sendable () -> Date) {
        self.endpoint = endpoint
        self.transport = transport
        self.now = now
    }

    /// - Returns: nil when Google has no key of that name.
    /// - Throws: ``SignInFailure`` when Google had to be asked and gave no keys.
    func key(_ name: String) async throws -> RSAPublicKey? {
        if now() >= freshUntil {
            do {
                try await refresh()
            } catch let failure as SignInFailure {
                // The old set most likely still holds. Ask again in a minute.
                guard !keys.isEmpty else { throw failure }
                freshUntil = now().addingTimeInterval(60)
            }
            return keys[name]
        }
        if let key = keys[name] { return key }
        if fetch == nil {
            guard now().timeIntervalSince(lookedForUnknown) >= 60 else { return nil }
            lookedForUnknown = now()
        }
        try await refresh()
        return keys[name]
    }

    private func refresh() async throws {
        let under = fetch ?? Task { try await Self.fetch(from: endpoint, by: transport) }
        fetch = under
        defer { fetch = nil }
        let fetched = try await under.value
        keys = fetched.keys
        freshUntil = now().addingTimeInterval(fetched.maxAge)
    }

    private struct KeySet: Decodable {
        struct Key: Decodable {
            let kid: String?
            let kty: String?
            let alg: String?
            let use: String?
            let n: String?
            let e: String?
        }
        let keys: [Key]
    }

    private static func fetch(from endpoint: String, by transport: WebTransport) async throws -> Fetched {
        let response: WebResponse
        do {
            response = try await transport.send(.get(endpoint, headers: [("Accept", "application/json")]))
        } catch is WebError {
            throw SignInFailure(.unavailable, "keys_unreachable")
        }
        guard response.isSuccess, response.isJSON else { throw SignInFailure(.unavailable, "keys_\(response.status)") }
        let set: KeySet
        do { set = try JSONDecoder().decode(KeySet.self, from: Data(response.body)) } catch {
            throw SignInFailure(.unavailable, "keys_unreadable")
        }
        var keys: [String: RSAPublicKey] = [:]
        for key in set.keys where key.kty == "RSA" && (key.use ?? "sig") == "sig" && (key.alg ?? "RS256") == "RS256" {
            guard let name = key.kid, let n = key.n.flatMap(Base64URL.decode), let e = key.e.flatMap(Base64URL.decode)
            else { continue }
            do {
                keys[name] = try RSAPublicKey(modulus: n, exponent: e)
            } catch {
                // One key that we cannot use must not take the others with it.
                continue
            }
        }
        guard !keys.isEmpty else { throw SignInFailure(.unavailable, "keys_none") }
        return Fetched(keys: keys, maxAge: maxAge(response.header("Cache-Control")))
    }

    /// One hour when Google does not say; never below a minute or above a day.
    private static func maxAge(_ header: String?) -> TimeInterval {
        for part in (header ?? "").lowercased().split(separator: ",") {
            let words = part.filter { !$0.isWhitespace }.split(separator: "=")
            if words.count == 2, words[0] == "max-age", let seconds = Int(words[1]) {
                return TimeInterval(min(max(60, seconds), 86_400))
            }
        }
        return 3_600
    }
}
