/// The first 64 bits of an IPv6 address: what a provider gives to one household or one server.
struct IPv6Network {
    /// `2001:db8:0:7::/64`
    let text: String

    /// Nil when the address is not an IPv6 one, or is an IPv4 one in IPv6's clothes.
    init?(of address: String) {
        guard address.contains(":"), !address.contains(".") else { return nil }
        let halves = address.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        let head = halves[0].split(separator: ":")
        let tail = halves.count == 2 ? halves[1].split(separator: ":") : []
        let left = 8 - head.count - tail.count
        guard halves.count == 2 ? left >= 1 : left == 0 else { return nil }
        let groups =
            head.map { UInt16($0, radix: 16) } + Array(repeating: 0, count: left)
            + tail.map { UInt16($0, radix: 16) }
        let network = groups.prefix(4).compactMap { $0 }.map { String($0, radix: 16) }
        guard network.count == 4 else { return nil }
        text = network.joined(separator: ":") + "::/64"
    }
}
