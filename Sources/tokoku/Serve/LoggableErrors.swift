public import Payments
public import Postgres
public import Shipping
public import TokoCore

// These describe themselves without values of people and without secrets, so the log may have them whole.

extension DatabaseError: LoggableError {
    public var logDescription: String { description }

    public var isOutage: Bool {
        switch self {
        case .cannotConnect, .connectionLost, .poolTimeout, .deadlineExceeded, .commitInDoubt, .closed: true
        case .server(let sqlState, _, _, _): sqlState.hasPrefix("57P") || sqlState.hasPrefix("53")
        default: false
        }
    }
}

extension GatewayError: LoggableError {
    public var logDescription: String { description }
    public var isOutage: Bool { true }
}

extension RateError: LoggableError {
    public var logDescription: String { description }
    public var isOutage: Bool { true }
}

extension PaymentSetupError: LoggableError {
    public var logDescription: String { "\(self)" }
    public var isOutage: Bool { false }
}
