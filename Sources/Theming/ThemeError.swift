/// One thing wrong in a pack, for the person who wrote it.
public struct PackProblem: Hashable, Sendable, CustomStringConvertible {
    /// Relative to the pack's folder.
    public let file: String
    /// From 1; nil when the problem is the file itself.
    public let line: Int?
    public let message: String

    public var description: String { line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)" }
}

public enum ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The pack may not be used.
    case refused(pack: String, problems: [PackProblem])
    /// No pack of this id is loaded.
    case unknownPack(String)
    /// The platform asked for a page it never declared.
    case unknownPage(String)

    public var description: String {
        switch self {
        case .refused(let pack, let problems):
            "theme pack \(pack) is refused:\n" + problems.map { "  \($0)" }.joined(separator: "\n")
        case .unknownPack(let id): "no theme pack \(id)"
        case .unknownPage(let name): "no page \(name)"
        }
    }
}
