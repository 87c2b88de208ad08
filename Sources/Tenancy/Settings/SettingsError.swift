/// One setting is missing or wrong. The description is one line that names it, and never shows a secret's value.
public struct SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The setting, such as `TOKOKU_LISTEN`; a file and line for a settings file that cannot be read.
    public let name: String
    /// What is wrong with it and what is expected.
    public let problem: String

    public init(_ name: String, _ problem: String) {
        self.name = name
        self.problem = problem
    }

    public var description: String { "\(name): \(problem)" }
}
