import Foundation
import Ordering
import Postgres
import Tenancy
import TokoCore

/// What waits in a shop that should not: parked messages, and schedules that nobody runs.
struct QueueCheck {
    /// Longer than any schedule rests, and than a node that stopped keeps its claim.
    static let patience: TimeInterval = 3_600

    let database: TenantDatabase
    let shop: Slug
    var now = Date()

    func findings() async throws -> [Finding] { [try await messages(), try await schedules()] }

    private func messages() async throws -> Finding {
        let parked = try await ShopTroubles(in: database).parked
        return parked == 0
            ? .ok("\(shop): messages", "none parked")
            : .warn(
                "\(shop): messages", "\(parked) parked",
                "see why at /admin/pesan or by tokoku jobs list \(shop), then retry or drop them")
    }

    private func schedules() async throws -> Finding {
        let rows = try await database.query(QueueSQL.schedules)
        guard !rows.isEmpty else {
            return .warn("\(shop): schedules", "never ran", "run tokoku serve or tokoku work")
        }
        let late = try rows.filter { try $0.date("due_at") < now - Self.patience }.map { try $0.text("name") }
        guard late.isEmpty else {
            return .warn(
                "\(shop): schedules", "overdue for an hour: \(late.joined(separator: ", "))",
                "see that tokoku serve or tokoku work runs")
        }
        if let failed = try rows.first(where: { try $0.textOrNil("problem") != nil }) {
            return .warn(
                "\(shop): schedules", "\(try failed.text("name")): \(try failed.text("problem"))",
                "it is tried again by itself; see the server's log")
        }
        return .ok("\(shop): schedules", "\(rows.count) on time")
    }
}

enum QueueSQL {
    /// -> name, due_at, problem
    static let schedules = SQL(
        "doctor_schedules", "SELECT name, due_at, problem FROM {schedule} ORDER BY name")
}
