/// The misbehaviours that are switched on, oldest first. They are forgotten when the sandbox stops.
actor MisbehaviourBoard {
    struct Entry: Sendable {
        let number: Int64
        var order: Misbehaviour
    }

    private(set) var entries: [Entry] = []
    private var last: Int64 = 0

    @discardableResult
    func add(_ order: Misbehaviour) -> Entry {
        last += 1
        let entry = Entry(number: last, order: order)
        entries.append(entry)
        return entry
    }

    func clear() { entries = [] }

    func remove(_ number: Int64) { entries.removeAll { $0.number == number } }

    /// The first order that fits this call, counted down by one.
    func strike(_ provider: Provider, _ endpoint: String, by names: [String?]) -> Misbehaviour? {
        let isCallback = endpoint == "callback"
        let found = entries.firstIndex { entry in
            let order = entry.order
            return order.provider == provider
                && (order.endpoint == endpoint || (order.endpoint == "*" && !isCallback))
                && (order.merchant == nil || names.contains(order.merchant))
        }
        guard let found else { return nil }
        let order = entries[found].order
        if let times = order.times {
            if times <= 1 { entries.remove(at: found) } else { entries[found].order.times = times - 1 }
        }
        return order
    }
}
