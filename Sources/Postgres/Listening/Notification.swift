/// What a listener hears.
public enum Notification: Hashable, Sendable {
    /// Somebody's `NOTIFY channel, 'payload'`, after their commit.
    case payload(String)
    /// Listening has begun, or began again after a broken connection: whatever was said before now was missed, so
    /// read everything anew. Always the first element.
    case gap
}
