import FoundationEssentials
import Logging
public import Payments
import Postgres
public import Tenancy
public import TokoCore

/// Asks the gateway for every bill whose time has come, so that a lost callback, a lost answer or a killed server
/// leaves no order in the dark. Several servers may run it: each due payment is taken by one.
public struct Reconciliation: Sendable {
    /// A shop is looked at at least this often, though no bill of this server's is due there.
    static let longestWait: TimeInterval = 30
    /// Until another server may take a payment that this one has taken, in seconds.
    static let claim: Int64 = 120
    /// Payments taken at once: few enough to be asked for within the claim, however slow the gateway is.
    static let batch: Int64 = 6
    /// One shop whose gateway is silent leaves room for the others.
    static let shopsAtOnce = 4

    private let shops: ShopDirectory
    private let gateways: PaymentGateways

    public init(shops: ShopDirectory, gateways: PaymentGateways) {
        self.shops = shops
        self.gateways = gateways
    }

    /// Works until cancelled. Suspended shops are looked after too: their customers' money is under way.
    public func run() async {
        await withTaskGroup(of: (TenantID, Date)?.self) { group in
            var due: [TenantID: Date] = [:]
            var busy: Set<TenantID> = []
            group.addTask { await Self.tick() }
            while let done = await group.next(), !Task.isCancelled {
                if let (tenant, next) = done {
                    busy.remove(tenant)
                    due[tenant] = next
                } else {
                    group.addTask { await Self.tick() }
                }
                let now = Date()
                let waiting = shops.all.map { (tenant: $0, due: due[$0.id, default: .distantPast]) }
                    .filter { $0.tenant.state != .deleting && $0.due <= now && !busy.contains($0.tenant.id) }
                    .sorted { $0.due < $1.due }
                for (tenant, _) in waiting.prefix(max(0, Self.shopsAtOnce - busy.count)) {
                    busy.insert(tenant.id)
                    group.addTask { (tenant.id, await sweep(tenant.id)) }
                }
            }
            group.cancelAll()
        }
    }

    private static func tick() async -> (TenantID, Date)? {
        do {
            try await Task.sleep(for: .seconds(1))
        } catch {
            // Cancelled: the loop looks for itself.
        }
        return nil
    }

    /// Settles what is due in one shop.
    /// - Returns: when to look again.
    func sweep(_ tenant: TenantID) async -> Date {
        do {
            try await settleDue(of: tenant)
            let next = try await shops.database(of: tenant).query(PaymentSQL.nextDue).first?.dateOrNil("due")
            // What is overdue waits for its turn like everybody else.
            return min(max(next ?? .distantFuture, Date()), Date() + Self.longestWait)
        } catch {
            Logger.current.warning(
                "reconciliation put off", metadata: ["tenant": "\(tenant)", "why": "\(Self.reason(error))"])
            return Date() + Self.longestWait
        }
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

    private static func reason(_ error: any Error) -> String {
        (error as? DatabaseError).map { "\($0)" } ?? String(reflecting: type(of: error))
    }
}
