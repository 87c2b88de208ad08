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
    /// Until another server may take a payment that this one has taken.
    static let claim: Int64 = 60

    private let shops: ShopDirectory
    private let gateways: PaymentGateways

    public init(shops: ShopDirectory, gateways: PaymentGateways) {
        self.shops = shops
        self.gateways = gateways
    }

    /// Works until cancelled.
    public func run() async {
        var due: [TenantID: Date] = [:]
        while !Task.isCancelled {
            let now = Date()
            for tenant in shops.all where tenant.state == .active && due[tenant.id, default: .distantPast] <= now {
                due[tenant.id] = await sweep(tenant.id)
            }
            do {
                try await Task.sleep(for: .seconds(1))
            } catch {
                return
            }
        }
    }

    /// Settles what is due in one shop.
    /// - Returns: when to look again.
    func sweep(_ tenant: TenantID) async -> Date {
        do {
            try await settleDue(of: tenant)
            let next = try await shops.database(of: tenant).query(PaymentSQL.nextDue).first?.dateOrNil("due")
            return min(next ?? .distantFuture, Date() + Self.longestWait)
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
        for payment in waiting { try await ask(for: payment, in: shop.tenant.id) }
    }

    public func settleDue(of tenant: TenantID) async throws {
        let claimed = try await shops.database(of: tenant).query(
            PaymentSQL.claimDue, .int(50), .int(Self.claim)
        ).map(PaymentAttempt.init)
        for payment in claimed { try await ask(for: payment, in: tenant) }
    }

    private func ask(for payment: PaymentAttempt, in tenant: TenantID) async throws {
        let database = shops.database(of: tenant)
        let gateway = try await gateways.gateway(for: tenant)
        do {
            if let reference = payment.reference {
                try await settle(try await gateway.detail(reference: reference), payment, database)
            } else {
                try await lookFor(payment, at: gateway, database)
            }
        } catch let error as GatewayError {
            Logger.current.warning(
                "bill not checked",
                metadata: ["tenant": "\(tenant)", "ref": "\(payment.merchantRef)", "why": "\(error)"])
        }
    }

    private func settle(_ bill: BillDetail, _ payment: PaymentAttempt, _ database: TenantDatabase) async throws {
        let now = Date()
        // The gateway may be slow to call a bill expired; after the grace nobody can pay it any more.
        let isOver = bill.status == .unpaid && payment.expiresAt + CheckSchedule.grace < now
        let news = BillNews(
            reference: bill.reference, merchantRef: payment.merchantRef, channel: payment.channel,
            status: isOver ? .expired : bill.status, paidAt: bill.paidAt,
            amountMatches: { bill.amountMatches($0) })
        let outcome = try await Settlement(database).settle(news)
        guard outcome == .unchanged else { return }
        let next = CheckSchedule.next(after: now, opened: payment.createdAt, ends: payment.expiresAt)
        try await database.query(PaymentSQL.checkAgain, .id(payment.id), .optional(next))
    }

    /// A bill whose opening was never confirmed: adopted when the gateway knows it, given up after some looks.
    private func lookFor(
        _ payment: PaymentAttempt, at gateway: any PaymentGateway, _ database: TenantDatabase
    ) async throws {
        let opening = BillOpening(database: database)
        let bills = try await gateway.find(merchantRef: payment.merchantRef)
            .filter { $0.channel == payment.channel && $0.amountMatches(payment.requested) }
        if let bill = bills.first(where: { $0.status == .paid }) ?? bills.first(where: { $0.status == .unpaid })
            ?? bills.first
        {
            let detail = try await gateway.detail(reference: bill.reference)
            if let opened = detail.opened {
                try await opening.record(opened, payment: payment.id, order: payment.order)
            }
            try await settle(detail, payment, database)
        } else if payment.checks >= CheckSchedule.looksForUnseen {
            try await opening.giveUp(payment.order, payment: payment.id, because: "bill_never_made")
        } else {
            try await database.query(
                PaymentSQL.checkAgain, .id(payment.id), .timestamp(Date() + CheckSchedule.unseen))
        }
    }

    private static func reason(_ error: any Error) -> String {
        (error as? DatabaseError).map { "\($0)" } ?? String(reflecting: type(of: error))
    }
}
