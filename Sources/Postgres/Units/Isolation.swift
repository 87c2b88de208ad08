/// How much of other transactions one may see.
public enum Isolation: Sendable {
    case readCommitted, repeatableRead, serializable
}
