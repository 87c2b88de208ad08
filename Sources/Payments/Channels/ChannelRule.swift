/// What TriPay's developer page publishes about a channel and its API does not say: `tripay.co.id/developer`,
/// section "Channel Pembayaran". Amount limits here are defaults; the live channel list overrides them.
struct ChannelRule: Sendable {
    let code: String
    let group: ChannelGroup
    let kind: PaymentChannel.Kind
    /// Rupiah.
    let amounts: ClosedRange<Int64>
    /// How long a bill may be open.
    let minutes: ClosedRange<Int64>
    /// A computed fee below this becomes this, in rupiah.
    let leastFee: Int64?

    static func named(_ code: String) -> ChannelRule? { byCode[code] }

    /// Where a code stands in the published table; after all others when it does not.
    static func place(of code: String) -> Int { all.firstIndex { $0.code == code } ?? all.count }

    private static let byCode = Dictionary(uniqueKeysWithValues: all.map { ($0.code, $0) })

    static let all: [ChannelRule] = [
        bank("PERMATAVA", 60...43_200),
        bank("BNIVA", 15...1_440),
        bank("BRIVA", 60...43_200),
        bank("MANDIRIVA", 60...43_200),
        bank("BCAVA", 15...43_200),
        bank("MUAMALATVA", 60...180),
        bank("CIMBVA", 15...43_200),
        bank("BSIVA", 60...180),
        bank("OCBCVA", 15...43_200),
        bank("DANAMONVA", 15...43_200),
        bank("OTHERBANKVA", 15...1_440),
        store("ALFAMART", 10_000...2_500_000, 60...1_440),
        store("INDOMARET", 10_000...2_500_000, 15...43_200),
        store("ALFAMIDI", 5_000...2_500_000, 60...1_440),
        wallet("OVO", 15...43_200),
        qris("QRIS", 10...60),
        qris("QRISC", 10...1_440),
        qris("QRIS2", 10...1_440),
        wallet("DANA", 15...60),
        wallet("SHOPEEPAY", 15...60),
    ]

    private static func bank(_ code: String, _ minutes: ClosedRange<Int64>) -> ChannelRule {
        ChannelRule(
            code: code, group: .virtualAccount, kind: .direct, amounts: 10_000...10_000_000, minutes: minutes,
            leastFee: nil)
    }

    private static func store(
        _ code: String, _ amounts: ClosedRange<Int64>, _ minutes: ClosedRange<Int64>
    ) -> ChannelRule {
        ChannelRule(
            code: code, group: .convenienceStore, kind: .direct, amounts: amounts, minutes: minutes, leastFee: nil)
    }

    private static func qris(_ code: String, _ minutes: ClosedRange<Int64>) -> ChannelRule {
        ChannelRule(
            code: code, group: .qris, kind: .direct, amounts: 1_000...5_000_000, minutes: minutes, leastFee: nil)
    }

    private static func wallet(_ code: String, _ minutes: ClosedRange<Int64>) -> ChannelRule {
        ChannelRule(
            code: code, group: .eWallet, kind: .redirect, amounts: 1_000...10_000_000, minutes: minutes,
            leastFee: 1_000)
    }
}
