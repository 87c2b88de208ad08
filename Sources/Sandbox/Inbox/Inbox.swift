/// Everybody's letters, in memory: gone when the sandbox stops.
actor Inbox {
    /// Older letters make room.
    static let capacity = 20_000

    private var mails: [ReceivedMail] = []
    private var places: [String: Int] = [:]
    private var dropped = 0

    func keep(_ mail: ReceivedMail) {
        if mails.count >= Self.capacity {
            for old in mails.prefix(1_000) { places[old.id] = nil }
            mails.removeFirst(1_000)
            dropped += 1_000
        }
        places[mail.id] = dropped + mails.count
        mails.append(mail)
    }

    func mail(_ id: String) -> ReceivedMail? { places[id].map { mails[$0 - dropped] } }

    /// Newest first.
    func list(to: String? = nil, shop: String? = nil) -> [ReceivedMail] {
        mails.reversed().filter { mail in
            (to == nil || mail.to.lowercased() == to?.lowercased())
                && (shop == nil || mail.shop == shop || mail.from == shop)
        }
    }

    /// How many letters each shop has sent.
    var counts: [(shop: String, mails: Int)] {
        Dictionary(grouping: mails, by: \.shop).map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
    }
}
