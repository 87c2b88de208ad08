import FoundationEssentials
public import Tenancy
public import TokoCore
public import WebClient

/// Asks BinderByte how much of the plan is used: shows whether the key works.
public struct BinderByteProbe: ProviderProbe {
    public typealias Key = @Sendable (TenantID) async throws -> String?

    public var provider: Provider { .binderbyte }

    private let key: Key
    private let baseURL: String
    private let transport: WebTransport

    public init(key: @escaping Key, baseURL: String, transport: WebTransport) {
        self.key = key
        self.baseURL = baseURL
        self.transport = transport
    }

    public init(secrets: ProviderSecrets, addresses: ProviderAddresses, transport: WebTransport) {
        self.init(
            key: { try await secrets.secret(.binderbyte, "api_key", of: $0) },
            baseURL: addresses.binderbyte ?? BinderByteTracking.productionURL, transport: transport)
    }

    private struct Quota: Decodable {
        let count: KomerceText?
        let limit: KomerceText?
    }

    public func probe(_ tenant: TenantID) async -> ProbeResult {
        do {
            guard let key = try await key(tenant), !key.isEmpty else {
                return ProbeResult(.notSetUp, "api_key belum diisi")
            }
            let client = BinderByteClient(key: key, baseURL: baseURL, transport: transport)
            let body = try await client.get("v1/checkQuota")
            let rows = try JSONDecoder().decode([Quota].self, from: Data(body))
            guard let row = rows.first, let count = row.count?.text, let limit = row.limit?.text else {
                return ProbeResult(.unreachable, "BinderByte menjawab tanpa angka kuota")
            }
            return Self.words(count: count, limit: limit)
        } catch let error as TrackingError {
            return Self.words(error)
        } catch is DecodingError {
            return ProbeResult(.unreachable, "jawaban BinderByte tidak dapat dibaca")
        } catch {
            return ProbeResult(.unreachable, "kunci tidak dapat dibuka")
        }
    }

    private static func words(count: String, limit: String) -> ProbeResult {
        guard let used = Int64(count), let most = Int64(limit) else {
            return ProbeResult(.unreachable, "BinderByte menjawab tanpa angka kuota")
        }
        let text = "\(used.groupedIndonesian) dari \(most.groupedIndonesian) pengecekan terpakai"
        return used >= most ? ProbeResult(.incomplete, "\(text): kuota habis") : ProbeResult(.works, text)
    }

    private static func words(_ error: TrackingError) -> ProbeResult {
        switch error {
        case .refusedKey: ProbeResult(.refused, "BinderByte menolak api_key")
        case .quota, .spent: ProbeResult(.incomplete, "kuota BinderByte habis")
        case .unavailable(let reason): ProbeResult(.unreachable, "BinderByte tidak menjawab dengan benar: \(reason)")
        case .unknownWaybill, .impossibleWaybill, .noCourier:
            ProbeResult(.unreachable, "BinderByte menjawab hal lain dari yang ditanyakan")
        }
    }
}
