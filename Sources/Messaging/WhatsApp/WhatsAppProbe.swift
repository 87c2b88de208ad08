import FoundationEssentials
public import Tenancy
public import TokoCore
public import WebClient

/// Asks Meta what it knows of the shop's number: a read, and free.
public struct WhatsAppProbe: ProviderProbe {
    private let accounts: WhatsAppAccounts
    private let client: WhatsAppClient

    public init(accounts: WhatsAppAccounts, transport: WebTransport) {
        self.accounts = accounts
        client = WhatsAppClient(baseURL: accounts.baseURL, transport: transport)
    }

    public var provider: Provider { .whatsapp }

    private struct Number: Decodable {
        let phone: String
        let name: String?
        let quality: String?

        enum CodingKeys: String, CodingKey {
            case phone = "display_phone_number"
            case name = "verified_name"
            case quality = "quality_rating"
        }
    }

    public func probe(_ tenant: TenantID) async -> ProbeResult {
        do {
            guard let account = try await accounts.account(of: tenant) else {
                return ProbeResult(.notSetUp, "access_token, phone_number_id, waba_id")
            }
            let response = try await client.get(
                Form.encode(account.phoneNumberID),
                [("fields", "display_phone_number,verified_name,quality_rating")], by: account)
            if let refusal = WhatsAppRefusal(response) {
                let isOther = refusal.code == 33 || refusal.code == 100
                return ProbeResult(isOther ? .incomplete : .refused, refusal.words)
            }
            guard response.isSuccess,
                let number = try? JSONDecoder().decode(Number.self, from: Data(response.body))
            else { return ProbeResult(.unreachable, "status \(response.status)") }
            let words = [number.phone, number.name, number.quality]
            return ProbeResult(.works, words.compactMap { $0 }.joined(separator: ", "))
        } catch let error as WebError {
            return ProbeResult(.unreachable, error.description)
        } catch {
            return ProbeResult(.unreachable, String(reflecting: type(of: error)))
        }
    }
}
