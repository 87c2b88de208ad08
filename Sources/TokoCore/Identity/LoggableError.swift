/// An error that may be written to the log as it is: its description carries no values of people and no secrets.
public protocol LoggableError: Error {
    var logDescription: String { get }
    /// A part outside this server is away; trying again later may help.
    var isOutage: Bool { get }
}
