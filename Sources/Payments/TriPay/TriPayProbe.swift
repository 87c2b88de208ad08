public import Tenancy
public import TokoCore

/// Asks TriPay for the merchant's channels: shows whether the keys work, whether this server's address is on the
/// merchant's allow-list, and whether anything can be paid by.
public struct TriPayProbe: ProviderProbe {
    public var provider: Provider { .tripay }

    private let gateways: PaymentGateways

    public init(gateways: PaymentGateways) { self.gateways = gateways }

    public func probe(_ tenant: TenantID) async -> ProbeResult {
        do {
            let gateway = try await gateways.gateway(for: tenant)
            do {
                return Self.words(for: try await gateway.channels(), gateway.modeTrouble)
            } catch {
                return Self.words(for: error, gateway.modeTrouble)
            }
        } catch PaymentSetupError.misconfigured(fields: ["mode"]) {
            return ProbeResult(.incomplete, "mode harus sandbox atau production")
        } catch PaymentSetupError.misconfigured(let fields) {
            return ProbeResult(.notSetUp, "belum diisi: \(fields.joined(separator: ", "))")
        } catch {
            return ProbeResult(.unreachable, "kunci tidak dapat dibuka")
        }
    }

    static func words(for channels: [PaymentChannel], _ trouble: String?) -> ProbeResult {
        let active = channels.filter(\.isActive).count
        guard active > 0 else {
            return ProbeResult(.incomplete, "kunci diterima, tetapi belum ada kanal pembayaran yang aktif")
        }
        if let trouble { return ProbeResult(.incomplete, trouble) }
        return ProbeResult(.works, "\(active) dari \(channels.count) kanal pembayaran aktif")
    }

    static func words(for error: GatewayError, _ trouble: String?) -> ProbeResult {
        switch error {
        case .refused(let refusal) where refusal.category == .ipNotAllowed:
            let address = Self.address(in: refusal.logText).map { "alamat server \($0)" } ?? "alamat server ini"
            return ProbeResult(
                .incomplete, "\(address) belum ada di Whitelist IP merchant: tambahkan di dasbor TriPay")
        case .refused(let refusal) where refusal.category == .credential:
            return ProbeResult(
                .refused, ["TriPay menolak: \(refusal.logText)", trouble].compactMap { $0 }.joined(separator: "; "))
        case .refused(let refusal):
            return ProbeResult(.incomplete, "TriPay menolak: \(refusal.logText)")
        case .unavailable(let reason), .outcomeUnknown(let reason):
            return ProbeResult(.unreachable, "TriPay tidak menjawab dengan benar: \(reason)")
        }
    }

    /// TriPay names the address it saw: `Unauthorized IP (203.0.113.9). Please add ...`.
    static func address(in text: String) -> String? {
        guard let open = text.firstIndex(of: "("),
            let close = text[open...].firstIndex(of: ")")
        else { return nil }
        let address = text[text.index(after: open)..<close]
        let isAddress =
            !address.isEmpty && address.count <= 45
            && address.allSatisfy { $0.isHexDigit || $0 == "." || $0 == ":" }
        return isAddress ? String(address) : nil
    }
}

extension TriPayGateway {
    /// A key of the simulator where real money is wanted.
    var modeTrouble: String? {
        isProduction && hasSandboxKey
            ? "mode production, tetapi api_key diawali DEV-: itu kunci simulator TriPay" : nil
    }
}
