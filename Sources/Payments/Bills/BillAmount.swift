public import TokoCore

/// What a bill charges, and whether that is what the order asked for.
public enum BillAmount {
    /// `charged - feeCustomer == total`, or `charged == total`: TriPay adds its fee to the amount when the customer
    /// bears it. Anything else is not the order's money and a person has to look.
    public static func matches(charged: Money, feeCustomer: Money, total: Money) -> Bool {
        charged == total || charged.rupiah - feeCustomer.rupiah == total.rupiah
    }
}
