extension Channel {
    /// A row of `GET /merchant/payment-channel`.
    func json(for merchant: Merchant, origin: String) -> JSON {
        let onMerchant = merchant.feeBearer == .merchant
        let whole: JSON = ["flat": .integer(fee.flat), "percent": fee.percentNumber]
        let none: JSON = ["flat": 0, "percent": 0]
        return [
            "group": .text(group), "code": .text(code), "name": .text(name), "type": .text(type),
            "fee_merchant": onMerchant ? whole : none, "fee_customer": onMerchant ? none : whole,
            "total_fee": ["flat": .integer(fee.flat), "percent": fee.percentText],
            "minimum_fee": .integer(max(fee.least ?? 0, fee.flat)),
            "maximum_fee": fee.basisPoints == 0 ? .integer(fee.flat) : nil,
            "minimum_amount": .integer(amounts.lowerBound), "maximum_amount": .integer(amounts.upperBound),
            "icon_url": .text("\(origin)/tripay/icon/\(code).svg"), "active": .bool(merchant.offers(self)),
        ]
    }

    /// A row of `GET /merchant/fee-calculator`: here the total is split, and its percentage a string.
    func feeJSON(for merchant: Merchant, amount: Int64) -> JSON {
        let split = merchant.split(fee.of(amount))
        return [
            "code": .text(code), "name": .text(name),
            "fee": [
                "flat": .integer(fee.flat), "percent": fee.percentText, "min": .optional(fee.least), "max": nil,
            ],
            "total_fee": ["merchant": .integer(split.merchant), "customer": .integer(split.customer)],
        ]
    }

    /// A plain picture with the channel's name, for `icon_url`.
    var icon: HTML {
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="120" height="48" viewBox="0 0 120 48"><rect width="120" \
        height="48" rx="8" fill="#f1f5f9"/><text x="60" y="29" font-family="sans-serif" font-size="14" \
        font-weight="bold" text-anchor="middle" fill="#0f172a">\(code)</text></svg>
        """
    }
}
