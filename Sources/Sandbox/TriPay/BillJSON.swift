/// A bill as TriPay's three calls show it, their differences included.
extension Bill {
    /// In the answers of create and detail.
    /// - Parameter origin: where the caller reached the sandbox; addresses in the answer begin with it.
    func json(origin: String, isDetail: Bool) -> JSON {
        var members: JSON = head(origin: origin)
        members = members.adding(["status": .text(status.rawValue)])
        // A string here, a number in lists and callbacks; no such key while nobody has paid.
        if isDetail, let paidAt { members = members.adding(["paid_at": .text(String(paidAt))]) }
        members = members.adding([
            "expired_time": .integer(expiredTime),
            "order_items": .list(items.map { $0.json(isComplete: true) }),
            "instructions": Instructions(method, payCode: payCode, amount: amount, isHTML: true).json,
        ])
        switch channel?.kind {
        case .qris:
            return members.adding(["qr_string": .optional(qrString), "qr_url": .text(qrAddress(origin))])
        case .store:
            return members.adding(["qr_string": nil, "qr_url": nil])
        default:
            // Seen in the real sandbox: for a virtual account neither key is there.
            return members
        }
    }

    /// A row of `GET /merchant/transactions`: another name for the expiry, and the code as a number.
    func row(origin: String) -> JSON {
        head(origin: origin).adding([
            "order_items": .list(items.map { $0.json(isComplete: false) }),
            "status": .text(status.rawValue), "note": .optional(note), "created_at": .integer(createdAt),
            "expired_at": .integer(expiredTime), "paid_at": .optional(paidAt),
        ]).replacing("pay_code", with: payCode.flatMap { Int64($0) }.map(JSON.integer) ?? .null)
    }

    private func head(origin: String) -> JSON {
        [
            "reference": .text(reference), "merchant_ref": .text(merchantRef), "payment_selection_type": "static",
            "payment_method": .text(method), "payment_name": .text(channelName),
            "customer_name": .text(customerName), "customer_email": .text(customerEmail),
            "customer_phone": .optional(customerPhone), "callback_url": .optional(callbackURL),
            "return_url": .optional(returnURL), "amount": .integer(amount), "fee_merchant": .integer(feeMerchant),
            "fee_customer": .integer(feeCustomer), "total_fee": .integer(totalFee),
            "amount_received": .integer(amountReceived), "pay_code": .optional(payCode),
            "pay_url": .optional(channel?.kind == .wallet ? "\(origin)/bayar/\(reference)?lewat=\(method)" : nil),
            "checkout_url": .text("\(origin)/bayar/\(reference)"),
        ]
    }

    func qrAddress(_ origin: String) -> String { "\(origin)/tripay/qr/\(reference)" }
}

extension Bill.Item {
    func json(isComplete: Bool) -> JSON {
        let short: JSON = [
            "sku": .optional(sku), "name": .text(name), "price": .integer(price), "quantity": .integer(quantity),
            "subtotal": .integer(price * quantity),
        ]
        guard isComplete else { return short }
        return short.adding(["product_url": .optional(productURL), "image_url": .optional(imageURL)])
    }
}

extension JSON {
    /// This object with another value under a name it has.
    fileprivate func replacing(_ name: String, with value: JSON) -> JSON {
        guard case .object(let members) = self else { return self }
        return .object(members.map { $0.name == name ? Member(name: name, value: value) : $0 })
    }
}
