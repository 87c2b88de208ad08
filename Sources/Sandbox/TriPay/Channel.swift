/// One way to pay, with the limits and the standard fee of TriPay's published table.
struct Channel: Sendable {
    enum Kind: Sendable {
        case virtualAccount, store, qris, wallet
    }

    let code: String
    let name: String
    let kind: Kind
    /// Rupiah, for the requested amount.
    let amounts: ClosedRange<Int64>
    /// Minutes from creation to expiry.
    let minutes: ClosedRange<Int64>
    let fee: Fee
    /// What its payment codes begin with, and how many digits they have in all.
    let codePrefix: String
    let codeLength: Int

    var group: String {
        switch kind {
        case .virtualAccount: "Virtual Account"
        case .store: "Convenience Store"
        case .qris, .wallet: "E-Wallet"
        }
    }

    var type: String { kind == .wallet ? "redirect" : "direct" }

    static func named(_ code: String) -> Channel? { all.first { $0.code == code } }

    static let all: [Channel] =
        [
            bank("PERMATAVA", "Permata", 60...43_200, prefix: "8625"),
            bank("BNIVA", "BNI", 15...1_440, prefix: "8107"),
            bank("BRIVA", "BRI", 60...43_200, prefix: "13282"),
            bank("MANDIRIVA", "Mandiri", 60...43_200, prefix: "89640"),
            bank("BCAVA", "BCA", 15...43_200, flat: 5_500, prefix: "39010"),
            bank("MUAMALATVA", "Muamalat", 60...180, prefix: "8479"),
            bank("CIMBVA", "CIMB Niaga", 15...43_200, prefix: "5149"),
            bank("BSIVA", "BSI", 60...180, prefix: "9019"),
            bank("OCBCVA", "OCBC NISP", 15...43_200, prefix: "9320"),
            bank("DANAMONVA", "Danamon", 15...43_200, prefix: "7920"),
            bank("OTHERBANKVA", "Other Bank", 15...1_440, prefix: "1199"),
            store("ALFAMART", "Alfamart", 10_000...2_500_000, 60...1_440, prefix: "88"),
            store("INDOMARET", "Indomaret", 10_000...2_500_000, 15...43_200, prefix: "77"),
            // A leading zero, so that a client which reads the code as a number is found out.
            store("ALFAMIDI", "Alfamidi", 5_000...2_500_000, 60...1_440, prefix: "0"),
            wallet("OVO", "OVO", 15...43_200),
            qris("QRIS", "QRIS by ShopeePay", 10...60),
            qris("QRISC", "QRIS (Customizable)", 10...1_440),
            qris("QRIS2", "QRIS", 10...1_440),
            wallet("DANA", "DANA", 15...60),
            wallet("SHOPEEPAY", "ShopeePay", 15...60),
        ]

    private static func bank(
        _ code: String, _ bank: String, _ minutes: ClosedRange<Int64>, flat: Int64 = 4_250, prefix: String
    ) -> Channel {
        Channel(
            code: code, name: "\(bank) Virtual Account", kind: .virtualAccount, amounts: 10_000...10_000_000,
            minutes: minutes, fee: Fee(flat: flat), codePrefix: prefix, codeLength: 16)
    }

    private static func store(
        _ code: String, _ name: String, _ amounts: ClosedRange<Int64>, _ minutes: ClosedRange<Int64>, prefix: String
    ) -> Channel {
        Channel(
            code: code, name: name, kind: .store, amounts: amounts, minutes: minutes, fee: Fee(flat: 3_500),
            codePrefix: prefix, codeLength: 12)
    }

    private static func qris(_ code: String, _ name: String, _ minutes: ClosedRange<Int64>) -> Channel {
        Channel(
            code: code, name: name, kind: .qris, amounts: 1_000...5_000_000, minutes: minutes,
            fee: Fee(flat: 750, basisPoints: 70), codePrefix: "", codeLength: 0)
    }

    private static func wallet(_ code: String, _ name: String, _ minutes: ClosedRange<Int64>) -> Channel {
        Channel(
            code: code, name: name, kind: .wallet, amounts: 1_000...10_000_000, minutes: minutes,
            fee: Fee(basisPoints: 300, least: 1_000), codePrefix: "", codeLength: 0)
    }
}

/// A channel's price: a flat part and hundredths of a percent of the requested amount.
struct Fee: Sendable {
    var flat: Int64 = 0
    var basisPoints: Int64 = 0
    /// A smaller fee becomes this one.
    var least: Int64?

    /// Whole rupiah; a fraction is rounded up.
    func of(_ amount: Int64) -> Int64 {
        max(least ?? 0, flat + (amount * basisPoints + 9_999) / 10_000)
    }

    /// `0.7`: a JSON number.
    var percentNumber: JSON {
        let (whole, rest) = basisPoints.quotientAndRemainder(dividingBy: 100)
        if rest == 0 { return .integer(whole) }
        return .decimal(rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole).\(rest < 10 ? "0" : "")\(rest)")
    }

    /// `"0.70"`: a JSON string, as TriPay's `total_fee` has it.
    var percentText: JSON {
        let (whole, rest) = basisPoints.quotientAndRemainder(dividingBy: 100)
        return .text("\(whole).\(rest < 10 ? "0" : "")\(rest)")
    }
}
