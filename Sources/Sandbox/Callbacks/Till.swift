import FoundationEssentials

/// Where bills change: someone pays, lets one expire, or takes money back; and the shop is told.
struct Till: Sendable {
    let records: Records
    let board: MisbehaviourBoard
    let courier: CallbackCourier

    /// What people call the four ways.
    enum Deed: String, CaseIterable, Sendable {
        case pay, expire, fail, refund

        var status: Bill.Status {
            switch self {
            case .pay: .paid
            case .expire: .expired
            case .fail: .failed
            case .refund: .refund
            }
        }
    }

    /// Moves the bill and sends the callback.
    /// - Parameter waits: whether the first try of each letter is over when this returns. Repeats never are.
    /// - Throws: ``BillError``; nothing is sent then.
    @discardableResult
    func settle(_ reference: String, _ deed: Deed, waits: Bool = false) async throws -> Bill {
        let (merchant, order) = try await present(reference)
        let now = Date.unixNow
        let bill = try await records.change(reference) { bill in
            let note = deed == .pay ? "Dibayar via \(bill.channelName)/Sandbox" : nil
            try bill.move(to: deed.status, at: now, note: note)
            _ = bill.writeLetters(for: merchant, spoiltBy: order)
        }
        return try await send(bill, order, waits)
    }

    /// Sends the callback of the bill's present status once more.
    func repeatCallback(_ reference: String, waits: Bool = false) async throws -> Bill {
        let (merchant, order) = try await present(reference)
        let bill = try await records.change(reference) { bill in
            guard bill.status != .unpaid else { throw BillError.notAllowed(from: .unpaid, to: .unpaid) }
            _ = bill.writeLetters(for: merchant, spoiltBy: order)
        }
        return try await send(bill, order, waits)
    }

    private func present(_ reference: String) async throws -> (Merchant, Misbehaviour?) {
        guard let bill = await records.bill(reference), let merchant = await records.merchant(apiKey: bill.apiKey)
        else { throw BillError.unknownReference }
        let order = await board.strike(
            .tripay, "callback", by: [merchant.merchantCode, merchant.apiKey, bill.merchantRef])
        return (merchant, order)
    }

    private func send(_ bill: Bill, _ order: Misbehaviour?, _ waits: Bool) async throws -> Bill {
        guard order?.mode != Misbehaviour.Mode.none, let event = bill.letters.last?.event else { return bill }
        let wait = order?.mode == .late ? order?.wait(standard: 10_000) : nil
        if waits, wait == nil { await courier.tryOnce(bill.reference, event: event) }
        courier.take(.init(reference: bill.reference, event: event, wait: wait))
        return await records.bill(bill.reference) ?? bill
    }
}

extension Date {
    /// Now, in Unix seconds.
    static var unixNow: Int64 { Int64(Date().timeIntervalSince1970) }
}
