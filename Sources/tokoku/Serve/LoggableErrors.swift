import Payments
import Postgres
import Shipping
import TokoCore
import Vault
import WebClient

// These describe themselves without values of people and without secrets, so the log may have them whole.

extension DatabaseError: @retroactive LoggableError {
    public var logDescription: String { description }

    public var isOutage: Bool {
        switch self {
        case .cannotConnect, .connectionLost, .poolTimeout, .deadlineExceeded, .commitInDoubt, .closed: true
        case .server(let sqlState, _, _, _): sqlState.hasPrefix("57P") || sqlState.hasPrefix("53")
        default: false
        }
    }
}

extension GatewayError: @retroactive LoggableError {
    public var logDescription: String { description }
    public var isOutage: Bool { true }
}

extension RateError: @retroactive LoggableError {
    public var logDescription: String { description }
    public var isOutage: Bool { true }
}

extension PaymentSetupError: @retroactive LoggableError {
    public var logDescription: String { "\(self)" }
    public var isOutage: Bool { false }
}
