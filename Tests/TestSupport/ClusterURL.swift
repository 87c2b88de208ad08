/// A libpq URL whose database and user can be exchanged: `postgresql:///postgres?host=/run/pg&user=postgres`.
struct ClusterURL {
    private let authority: Substring
    private let parameters: [Substring]

    init?(_ url: String) {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let rest = url[scheme.upperBound...]
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        authority = parts[0].split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)[0]
        parameters = parts.count == 2 ? parts[1].split(separator: "&") : []
    }

    /// - Parameter user: nil: as the URL has it.
    func url(database: String, user: String?) -> String {
        var authority = authority
        var parameters = parameters
        if let user {
            if let at = authority.lastIndex(of: "@") { authority = authority[authority.index(after: at)...] }
            parameters = parameters.filter { !$0.hasPrefix("user=") && !$0.hasPrefix("password=") } + ["user=\(user)"]
        }
        let query = parameters.isEmpty ? "" : "?" + parameters.joined(separator: "&")
        return "postgresql://\(authority)/\(database)\(query)"
    }
}
