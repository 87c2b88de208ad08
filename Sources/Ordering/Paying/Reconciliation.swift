import FoundationEssentials
public import Jobs
import Logging
public import Payments
import Postgres
public import Tenancy
public import TokoCore

/// Asks the gateway for every bill whose time has come, so that a lost callback, a lost answer or a killed server
/// leaves no order in the dark. Several servers may run it: each due payment is taken by one.
public struct Reconciliation: Sendable {
    /// Until another server may take a payment that this one has taken, in seconds.
    static let claim: Int64 = 120
    /// Payments taken at once: few enough to be asked for within the claim, however slow the gateway is.
    static let batch: Int64 = 6

    private let shops: ShopDirectory
    private let gateways: PaymentGateways

    public init(shops: ShopDirectory, gateways: PaymentGateways) {
        self.shops = shops
        self.gateways = gateways
    }

    /// Asks at once for an order's open bills: the customer is back from paying, or pressed "check".
    /// - Throws: ``DatabaseError``, ``PaymentSetupError``. A gateway that is away is not an error: the order waits.
    public func check(_ code: OrderCode, in shop: Shop) async throws {
        let waiting = try await shop.database.query(PaymentSQL.waitingOf, .text(code.text)).map(PaymentAttempt.init)
        guard !waiting.isEmpty else { return }
        let bills = BillCheck(database: shop.database, gateway: try await gateways.gateway(for: shop.tenant.id))
        for payment in waiting {
            do {
                try await bills.ask(for: payment)
            } catch let error as GatewayError {
                bills.note(error, about: payment)
            }
        }
    }

    /// - Throws: ``DatabaseError``, ``PaymentSetupError`` when nothing at all can be asked. What is wrong with one
    ///   payment goes to the log, and the others have their turn.
    public func settleDue(of tenant: TenantID) async throws {
        let database = shops.database(of: tenant)
        let claimed = try await database.query(PaymentSQL.claimDue, .int(Self.batch), .int(Self.claim))
        guard !claimed.isEmpty else { return }
        let bills = BillCheck(database: database, gateway: try await gateways.gateway(for: tenant))
        for row in claimed {
            let payment: PaymentID = try row.id("id")
            do {
                try await bills.askOrPutOff(try PaymentAttempt(row))
            } catch let error as CancellationError {
                throw error
            } catch {
                Logger.current.error(
                    "payment not checked",
                    metadata: ["tenant": "\(tenant)", "payment": "\(payment)", "why": "\(Self.reason(error))"])
            }
        }
    }

    /// Every half minute, or when the next bill is due.
    public var schedule: Schedule {
        Schedule(name: "reconcile_payments", every: .seconds(30)) { tenant, _ in
            try await settleDue(of: tenant)
            return try await shops.database(of: tenant).query(PaymentSQL.nextDue).first?.dateOrNil("due")
        }
    }

    private static func reason(_ error: any Error) -> String {
        (error as? DatabaseError).map { "\($0)" } ?? String(reflecting: type(of: error))
    }
}
