/// Services a shop does not want to offer: truck and motorcycle freight stands in the same list as parcels.
///
/// `JTR` hides that service of any courier, `jne:YES` only JNE's, `jne:JTR*` all that begin so. Case does not matter.
public struct HiddenServices: Sendable {
    private let entries: [(courier: String?, service: String, isPrefix: Bool)]

    public init(_ entries: [String]) {
        self.entries = entries.compactMap { entry in
            let parts = entry.lowercased().split(separator: ":", maxSplits: 1).map { Self.trimmed($0) }
            guard var service = parts.last, !service.isEmpty else { return nil }
            let isPrefix = service.hasSuffix("*")
            if isPrefix { service.removeLast() }
            return (parts.count == 2 ? parts[0] : nil, service, isPrefix)
        }
    }

    public func hides(courier: String, service: String) -> Bool {
        let courier = courier.lowercased()
        let service = service.lowercased()
        return entries.contains { entry in
            guard entry.courier.map({ $0 == courier }) ?? true else { return false }
            return entry.isPrefix ? service.hasPrefix(entry.service) : service == entry.service
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
