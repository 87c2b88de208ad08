/// How customers tell ways to pay apart, in the order a checkout lists them.
public enum ChannelGroup: String, CaseIterable, Comparable, Sendable {
    case virtualAccount, qris, eWallet, convenienceStore, other

    /// For pages: `Minimarket`.
    public var title: String {
        switch self {
        case .virtualAccount: "Virtual Account"
        case .qris: "QRIS"
        case .eWallet: "E-Wallet"
        case .convenienceStore: "Minimarket"
        case .other: "Lainnya"
        }
    }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }

    public static func < (left: ChannelGroup, right: ChannelGroup) -> Bool { left.place < right.place }
}
