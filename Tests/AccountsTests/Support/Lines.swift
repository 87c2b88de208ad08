import Logging
import Synchronization
import Testing

/// Keeps what is logged: level, message, metadata by name.
final class Lines: LogHandler, Sendable {
    private let kept = Mutex<[String]>([])

    var text: String { kept.withLock { $0.joined(separator: "\n") } }

    var metadata: Logger.Metadata {
        get { [:] }
        set { Issue.record("nobody sets metadata here: \(newValue)") }
    }

    var logLevel: Logger.Level {
        get { .trace }
        set { Issue.record("nobody sets the level here: \(newValue)") }
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { nil }
        set { Issue.record("nobody sets metadata here: \(String(describing: newValue))") }
    }

    func log(event: LogEvent) {
        let facts = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }
        kept.withLock { $0.append("\(event.level) \(event.message)\(facts.joined())") }
    }
}
