import FoundationEssentials
public import Tenancy
public import TokoCore
public import WebClient

/// Offers Google's token endpoint a code that nobody was given: a client it knows is told that the code is wrong, one
/// it does not know that the client is. Signs nobody in.
public struct GoogleProbe: ProviderProbe {
    /// The opened fields of provider `google` of one shop.
    public typealias Keys = @Sendable (TenantID) async throws -> [String: String]

    public var provider: Provider { .google }

    private let endpoints: GoogleEndpoints
    private let transport: WebTransport
    private let keys: Keys

    public init(endpoints: GoogleEndpoints, transport: WebTransport, keys: @escaping Keys) {
        self.endpoints = endpoints
        self.transport = transport
        self.keys = keys
    }

    public init(secrets: ProviderSecrets, addresses: ProviderAddresses, transport: WebTransport) {
        self.init(endpoints: GoogleEndpoints(addresses), transport: transport) { tenant in
            try await secrets.all(.google, of: tenant)
        }
    }

    public func probe(_ tenant: TenantID) async -> ProbeResult {
        let fields: [String: String]
        do {
            fields = try await keys(tenant)
        } catch {
            return ProbeResult(.unreachable, "kunci tidak dapat dibuka")
        }
        let missing = ["client_id", "client_secret"].filter { fields[$0, default: ""].isEmpty }
        guard missing.isEmpty, let id = fields["client_id"], let secret = fields["client_secret"] else {
            return ProbeResult(.notSetUp, "belum diisi: \(missing.joined(separator: ", "))")
        }
        do {
            return Self.words(for: try await transport.send(request(id.trimmed, secret.trimmed)))
        } catch let error as WebError {
            return ProbeResult(.unreachable, "Google tidak dapat dihubungi: \(error.description)")
        } catch {
            return ProbeResult(.unreachable, "panggilan terputus")
        }
    }

    private func request(_ id: String, _ secret: String) -> WebRequest {
        WebRequest.form(
            endpoints.token,
            [
                ("grant_type", "authorization_code"), ("code", "4/0-nobody-was-given-this-code"),
                ("redirect_uri", "https://localhost/auth/google/callback"), ("client_id", id),
                ("client_secret", secret),
            ], headers: [("Accept", "application/json")])
    }

    private struct Refusal: Decodable {
        let error: String
    }

    static func words(for response: WebResponse) -> ProbeResult {
        guard response.status < 500, response.status != 429, response.isJSON else {
            return ProbeResult(.unreachable, "Google menjawab HTTP \(response.status)")
        }
        let refusal: Refusal
        do {
            refusal = try JSONDecoder().decode(Refusal.self, from: Data(response.body))
        } catch {
            return ProbeResult(.unreachable, "jawaban Google tidak dapat dibaca")
        }
        switch refusal.error {
        // Whichever of the made-up parts Google looks at first, it has accepted the client before.
        case "invalid_grant", "redirect_uri_mismatch": return ProbeResult(.works, "client_id dan client_secret dikenal")
        case "invalid_client":
            return ProbeResult(.refused, "Google tidak mengenal client_id ini, atau client_secret salah")
        case "unauthorized_client":
            return ProbeResult(.incomplete, "klien ini tidak boleh dipakai untuk masuk lewat situs web")
        default: return ProbeResult(.incomplete, "Google menjawab “\(refusal.error.prefix(60))”")
        }
    }
}

extension String {
    /// Pasted values often end in a space.
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }
}
