public import FoundationEssentials
public import Jobs
import Logging
import Postgres
public import Shipping
public import Tenancy
public import TokoCore

/// Asks the couriers after every parcel whose time has come. Several nodes may run it: each parcel is taken by one, and
/// what a node took and did not finish is due again after a while.
public struct ParcelRefresh: Sendable {
    /// Parcels taken at once, and asked for side by side.
    static let batch: Int64 = 6
    /// Batches of one run: a shop with many parcels leaves room for the others.
    static let batches = 10

    private let shops: ShopDirectory
    private let tracking: Tracking

    public init(shops: ShopDirectory, tracking: Tracking) {
        self.shops = shops
        self.tracking = tracking
    }

    /// - Returns: when to look again; nil when no parcel is out.
    /// - Throws: ``DatabaseError``. What is wrong with one parcel goes to the log, and the others have their turn.
    public func refreshDue(of tenant: TenantID, at now: Date) async throws -> Date? {
        let database = shops.database(of: tenant)
        for _ in 0..<Self.batches {
            let claimed = try await database.query(
                TrackingSQL.claimDue, .timestamp(now), .int(Self.batch), .timestamp(now + TrackingTimes.claim)
            ).map(DueParcel.init)
            guard !claimed.isEmpty else { break }
            let source = try await ShopSettingsRepository(database).load().trackingSource
            await withTaskGroup(of: Void.self) { group in
                for parcel in claimed {
                    group.addTask { await askOrLeave(parcel, preferring: source, in: database, at: now) }
                }
            }
            try Task.checkCancellation()
        }
        return try await database.query(TrackingSQL.nextDue).first?.dateOrNil("due")
    }

    /// Somebody wants to know now: once in 15 minutes an order, whoever asks.
    /// - Throws: ``DatabaseError``, ``OrderError/notFound``.
    public func refresh(_ code: OrderCode, in shop: Shop, at now: Date = Date()) async throws -> RefreshOutcome {
        let database = shop.database
        let claimed = try await database.query(
            TrackingSQL.claimOne, .text(code.text), .timestamp(now), .timestamp(now + TrackingTimes.claim),
            .timestamp(now - TrackingTimes.restOfButton)
        ).first.map(DueParcel.init)
        guard let claimed else {
            guard let detail = try await OrderRepository(database).detail(code, of: nil) else {
                throw OrderError.notFound
            }
            guard detail.order.state == .shipped, let shipment = detail.shipment, shipment.track != .untracked,
                let tried = shipment.triedAt
            else { return .notTracked }
            return .tooSoon(until: tried + TrackingTimes.restOfButton)
        }
        return .asked(try await ask(claimed, preferring: shop.settings.trackingSource, in: database, at: now))
    }

    private func askOrLeave(
        _ parcel: DueParcel, preferring source: TrackingSource, in database: TenantDatabase, at now: Date
    ) async {
        do {
            _ = try await ask(parcel, preferring: source, in: database, at: now)
        } catch is CancellationError {
            // The node stops: the claim runs out, and another one asks.
        } catch {
            Logger.current.error(
                "parcel not checked",
                metadata: [
                    "tenant": "\(database.tenant)", "order": "\(parcel.order)",
                    "why": "\((error as? DatabaseError).map { "\($0)" } ?? String(reflecting: type(of: error)))",
                ])
        }
    }

    private func ask(
        _ parcel: DueParcel, preferring source: TrackingSource, in database: TenantDatabase, at now: Date
    ) async throws -> TrackingOutcome {
        let outcome = try await tracking.track(
            courier: parcel.courier, waybill: parcel.waybill, recipientPhone: parcel.phone, preferring: source,
            in: database, at: now)
        try await ParcelNews(database: database).apply(outcome, to: parcel, at: now)
        return outcome
    }
}

/// What became of a wish to know now.
public enum RefreshOutcome: Hashable, Sendable {
    case asked(TrackingOutcome)
    case tooSoon(until: Date)
    /// The order is not on its way, or nobody tracks its courier.
    case notTracked
}

extension ParcelRefresh {
    /// Often enough that a number which is plainly wrong is known within the hour.
    public var schedule: Schedule {
        Schedule(name: "refresh_tracking", every: .seconds(300), claim: .seconds(900)) { tenant, now in
            try await refreshDue(of: tenant, at: now)
        }
    }
}
