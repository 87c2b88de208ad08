import FoundationEssentials
import Tenancy

/// Where one provider stands for the shop: which of its keys are there, and how it fares.
struct ConnectionStatus {
    let provider: Provider
    /// Names of the fields that have a value.
    let given: Set<String>
    let health: ProviderHealth?

    /// Names of the required fields that have none.
    var missing: [String] { provider.fields.filter { $0.isRequired && !given.contains($0.name) }.map(\.name) }
    var isSetUp: Bool { missing.isEmpty }
    var isUntouched: Bool { given.isEmpty }

    /// The provider's state in a word or two, and how it is coloured.
    var badge: (text: String, look: String) {
        guard isSetUp else {
            if isUntouched, !provider.isEssential { return ("Tidak dipakai", "off") }
            return ("Belum lengkap", "cancelled")
        }
        switch health?.state {
        case nil: return ("Siap dipakai", "pending")
        case .ok?: return ("Baik", "completed")
        case .unsteady?: return ("Tersendat", "pending")
        case .down?: return ("Bermasalah", "cancelled")
        case .refused?: return ("Kunci ditolak", "cancelled")
        }
    }

    /// Every provider of the shop, those it cannot sell without first.
    static func all(_ entries: [ProviderSecrets.Entry], _ health: [ProviderHealth]) -> [ConnectionStatus] {
        Provider.allCases.map { provider in
            ConnectionStatus(
                provider: provider,
                given: Set(entries.filter { $0.provider == provider.rawValue }.map(\.field)),
                health: health.first { $0.provider == provider })
        }
    }
}
