public import TokoCore

/// What the registry refuses.
public enum RegistryError: Error, Equatable, Sendable, CustomStringConvertible {
    case slugTaken(Slug)
    /// The host leads to another shop already.
    case hostTaken(HostName)
    case unknownTenant(Slug)
    /// Longer than a registry slug may be: 40 characters.
    case slugTooLong(Slug)
    /// 1 to 100 characters are needed.
    case unusableName
    /// The login may not create roles and schemas; `TOKOKU_ADMIN_DATABASE_URL` names one that may.
    case mayNotCreate

    public var description: String {
        switch self {
        case .slugTaken(let slug): "there is a shop \(slug) already"
        case .hostTaken(let host): "the domain \(host) belongs to another shop"
        case .unknownTenant(let slug): "there is no shop \(slug)"
        case .slugTooLong(let slug): "the slug \(slug) is longer than 40 characters"
        case .unusableName: "a shop's name has 1 to 100 characters"
        case .mayNotCreate:
            "the database login may not create roles and schemas; set TOKOKU_ADMIN_DATABASE_URL to one that may"
        }
    }
}
