import TokoCore

enum Loggable {
    static func describe(_ error: any Error) -> String {
        (error as? any LoggableError)?.logDescription ?? String(reflecting: type(of: error))
    }

    static func isOutage(_ error: any Error) -> Bool {
        (error as? any LoggableError)?.isOutage ?? false
    }
}
