import Logging

/// What the lanes of one pool share.
struct LaneSetup: Sendable {
    /// Nil when the URL cannot be read.
    let address: Address?
    let isPipelined: Bool
    let connectTimeout: Duration
    let statementsPerConnection: Int
    let scopesPerConnection: Int
    let outage: Outage
    let counters: Counters
    let logger: Logger

    /// - Parameter isPipelined: false for an exclusive connection, which also has no limits on the server's side.
    init(_ configuration: ConnectionPool.Configuration, isPipelined: Bool, logger: Logger) {
        // The client's own deadline comes first; these end what a vanished client left behind.
        let session = Address.Session.lane(
            statementLimit: configuration.unitDeadline + .seconds(2),
            restLimit: configuration.unitDeadline + .seconds(5))
        address = Address(
            url: configuration.url, applicationName: configuration.applicationName,
            session: isPipelined ? session : .unlimited)
        self.isPipelined = isPipelined
        connectTimeout = configuration.connectTimeout
        statementsPerConnection = configuration.statementsPerConnection
        scopesPerConnection = configuration.tenantsPerConnection
        outage = Outage()
        counters = Counters()
        self.logger = logger
    }
}
