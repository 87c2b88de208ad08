import FoundationEssentials
import TokoCore

/// A row of `GET /merchant/payment-channel`.
struct TriPayChannelJSON: Decodable {
    struct Fee: Decodable {
        let flat: Figure?
        let percent: Figure?

        func fee(_ field: String) throws(WireError) -> ChannelFee {
            guard let percent = Percentage(percent?.text ?? "0") else { throw WireError(field: field) }
            return ChannelFee(flat: try flat?.money(field) ?? .zero, percent: percent)
        }
    }

    let group: String?
    let code: String
    let name: String
    let type: String?
    let feeMerchant: Fee?
    let feeCustomer: Fee?
    let minimumFee: Figure?
    let maximumFee: Figure?
    let minimumAmount: Figure?
    let maximumAmount: Figure?
    let active: Flag?

    enum CodingKeys: String, CodingKey {
        case group, code, name, type, active
        case feeMerchant = "fee_merchant"
        case feeCustomer = "fee_customer"
        case minimumFee = "minimum_fee"
        case maximumFee = "maximum_fee"
        case minimumAmount = "minimum_amount"
        case maximumAmount = "maximum_amount"
    }

    /// Our own table groups what it knows; the API's group, which calls QRIS an e-wallet, is the fall-back.
    func channel() throws -> PaymentChannel {
        let rule = ChannelRule.named(code)
        return PaymentChannel(
            code: code, name: name, group: rule?.group ?? Self.group(group),
            kind: type.map { $0.lowercased() == "redirect" ? .redirect : .direct } ?? rule?.kind ?? .direct,
            customerFee: try feeCustomer?.fee("fee_customer") ?? .none,
            merchantFee: try feeMerchant?.fee("fee_merchant") ?? .none,
            leastFee: try minimumFee?.money("minimum_fee") ?? rule?.leastFee.map { try Money(rupiah: $0) },
            mostFee: try maximumFee?.money("maximum_fee"),
            minimum: try minimumAmount?.money("minimum_amount")
                ?? rule.map { try Money(rupiah: $0.amounts.lowerBound) },
            maximum: try maximumAmount?.money("maximum_amount")
                ?? rule.map { try Money(rupiah: $0.amounts.upperBound) },
            isActive: active?.isOn ?? true)
    }

    private static func group(_ name: String?) -> ChannelGroup {
        switch name?.lowercased() {
        case "virtual account": .virtualAccount
        case "convenience store": .convenienceStore
        case "e-wallet": .eWallet
        case "qris": .qris
        default: .other
        }
    }
}

/// A list whose broken rows are left out: one odd channel must not take away all others.
struct TriPayChannelList: Decodable {
    let channels: [PaymentChannel]
    let broken: Int

    private struct Row: Decodable {
        let channel: PaymentChannel?

        init(from decoder: any Decoder) {
            do {
                channel = try TriPayChannelJSON(from: decoder).channel()
            } catch {
                channel = nil
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let rows = try decoder.singleValueContainer().decode([Row].self)
        channels = rows.compactMap(\.channel)
        broken = rows.count - channels.count
    }
}
