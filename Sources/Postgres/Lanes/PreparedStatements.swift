/// Tells a statement's form in one scope.
struct StatementKey: Hashable, Sendable {
    let scope: Scope
    let identity: UInt
}

/// What is prepared on one connection, the least recently used given up first.
struct PreparedStatements {
    struct Entry {
        let key: StatementKey
        /// On the server: `s17`. Never used twice on a connection.
        let name: String
        var layout: Layout?
        fileprivate var older: Int?
        fileprivate var newer: Int?
    }

    let capacity: Int
    /// Given up, but not yet deallocated on the server.
    private(set) var doomed: [String] = []
    private var entries: [Entry?] = []
    private var free: [Int] = []
    private var places: [StatementKey: Int] = [:]
    private var oldest: Int?
    private var newest: Int?
    private var named = 0

    init(capacity: Int) { self.capacity = capacity }

    var count: Int { places.count }

    mutating func newName() -> String {
        named += 1
        return "s\(named)"
    }

    /// The entry, which counts as used now.
    mutating func use(_ key: StatementKey) -> Entry? {
        guard let place = places[key] else { return nil }
        if newest != place {
            unlink(place)
            linkAsNewest(place)
        }
        return entries[place]
    }

    /// Takes in what the server has prepared; beyond the capacity the oldest is doomed.
    mutating func insert(_ key: StatementKey, name: String) {
        if let place = places[key] { doom(place) }
        let place = free.popLast() ?? entries.count
        let entry = Entry(key: key, name: name)
        if place == entries.count { entries.append(entry) } else { entries[place] = entry }
        places[key] = place
        linkAsNewest(place)
        while places.count > capacity, let oldest { doom(oldest) }
    }

    mutating func learn(_ layout: Layout, for key: StatementKey) {
        if let place = places[key] { entries[place]?.layout = layout }
    }

    /// Gives up one entry, for the server as well when it still has it.
    mutating func forget(_ key: StatementKey, stillOnServer: Bool) {
        guard let place = places[key] else { return }
        doom(place)
        if !stillOnServer { doomed.removeLast() }
    }

    mutating func deallocated(_ name: String) {
        doomed.removeAll { $0 == name }
    }

    private mutating func doom(_ place: Int) {
        guard let entry = entries[place] else { return }
        unlink(place)
        entries[place] = nil
        free.append(place)
        places[entry.key] = nil
        doomed.append(entry.name)
    }

    private mutating func unlink(_ place: Int) {
        let older = entries[place]?.older
        let newer = entries[place]?.newer
        if let older { entries[older]?.newer = newer } else { oldest = newer }
        if let newer { entries[newer]?.older = older } else { newest = older }
    }

    private mutating func linkAsNewest(_ place: Int) {
        entries[place]?.older = newest
        entries[place]?.newer = nil
        if let newest { entries[newest]?.newer = place } else { oldest = place }
        newest = place
    }
}
