import Foundation

/// Whom a contract suite talks to: the sandbox always, and the real service when `TOKOKU_TEST_REAL` names the provider
/// and its keys are in the environment, such as `TOKOKU_REAL_TRIPAY_API_KEY`. The assertions are the same.
public enum ContractSide: String, Sendable, CustomStringConvertible {
    case sandbox, real

    public var description: String { rawValue }

    /// - Parameter provider: as in `TOKOKU_TEST_REAL=tripay,komerce`.
    public static func sides(of provider: String) -> [ContractSide] {
        let named = (ProcessInfo.processInfo.environment["TOKOKU_TEST_REAL"] ?? "")
            .split { $0 == "," || $0 == " " }.map { $0.lowercased() }
        return named.contains(provider) ? [.sandbox, .real] : [.sandbox]
    }

    /// `TOKOKU_REAL_<PROVIDER>_<NAME>`.
    /// - Throws: ``MissingKey``, so that a real run without keys fails instead of passing unasked.
    public static func key(_ provider: String, _ name: String) throws(MissingKey) -> String {
        let variable = "TOKOKU_REAL_\(provider.uppercased())_\(name.uppercased())"
        guard let value = ProcessInfo.processInfo.environment[variable], !value.isEmpty else {
            throw MissingKey(variable: variable)
        }
        return value
    }
}

public struct MissingKey: Error, CustomStringConvertible {
    public let variable: String

    public var description: String { "\(variable) is not set" }
}
