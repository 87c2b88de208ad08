/// An error that may be written to the log as it is: its description carries no values of people or secrets.
public protocol LoggableError: Error {
    var logDescription: String { get }
    /// A part outside this server is away; trying again later may help.
    var isOutage: Bool { get }
}

enum Loggable {
    static func describe(_ error: any Error) -> String {
        (error as? any LoggableError)?.logDescription ?? String(reflecting: type(of: error))
    }

    static func isOutage(_ error: any Error) -> Bool {
        (error as? any LoggableError)?.isOutage ?? false
    }
}
