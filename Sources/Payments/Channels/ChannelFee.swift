public import TokoCore

/// What one side pays for a payment: a flat part and a share of the amount.
public struct ChannelFee: Hashable, Sendable {
    public static let none = ChannelFee(flat: .zero, percent: .zero)

    public let flat: Money
    public let percent: Percentage

    public init(flat: Money, percent: Percentage) {
        self.flat = flat
        self.percent = percent
    }

    public var isNone: Bool { self == .none }

    /// A preview, fractions rounded up; what is charged is what the opened bill says.
    public func on(_ amount: Money) throws(MoneyError) -> Money {
        try flat + Money(rupiah: percent.roundedUp(of: amount))
    }
}
