import FoundationEssentials
import Postgres
import Sandbox
import Tenancy
import Testing
import TokoCore

@testable import Ordering
@testable import Shipping

@Suite struct ParcelTroubleTests {
    @Test(arguments: [("lost", TrackState.lost, "parcel_lost"), ("returned", .returning, "parcel_returning")])
    func `a lost or returning parcel is somebody's to look at, and ends no order`(
        fate: String, track: TrackState, reason: String
    ) async throws {
        try await withParcels { shop in
            let code = try await shop.shipped("8825112045716759")
            try await shop.courier.register("8825112045716759", fate: fate)
            try await shop.pass(until: 5 * day)
            let detail = try await shop.detail(code)
            #expect(detail.order.state == .shipped)
            #expect(detail.order.attention == .parcelTrouble)
            #expect(detail.shipment?.track == track)
            #expect(detail.events.count { $0.reason == reason } == 1)
        }
    }

    @Test func `both sources down for days lose nothing`() async throws {
        try await withParcels { shop in
            let code = try await shop.shipped("8825112045716759")
            try await shop.courier.register("8825112045716759", pace: 28 * hour)
            try await shop.pass(until: 8 * hour)
            let before = try await shop.shipment(code)
            #expect(before.history.count == 1)
            try await shop.courier.misbehave("binderbyte", "html")
            try await shop.courier.misbehave("komerce", "500")
            try await shop.pass(from: 8 * hour, until: 5 * day)
            let during = try await shop.shipment(code)
            #expect(during.history == before.history)
            #expect(during.track == .moving)
            #expect(during.trackedAt == before.trackedAt)
            #expect(during.problem == "down" || during.problem == "resting")
            #expect(try await shop.detail(code).order.attention == nil)
            #expect(try await shop.detail(code).order.state == .shipped)
            try await shop.courier.behave()
            try await shop.pass(from: 5 * day, until: 5 * day + 3 * hour)
            let after = try await shop.detail(code)
            #expect(after.order.state == .delivered)
            let told = try await shop.courier.parcel("8825112045716759").steps
            #expect(after.shipment?.deliveredAt == told.last.map { Date(timeIntervalSince1970: TimeInterval($0.at)) })
            #expect(after.shipment?.problem == nil)
        }
    }

    @Test(arguments: ["html", "html403", "500", "empty", "cut", "success_false", "quota", "lost_answer"])
    func `no nonsense in place of an answer changes what is known`(mode: String) async throws {
        try await withParcels(sources: [.binderbyte]) { shop in
            let code = try await shop.shipped("8825112045716759")
            try await shop.courier.register("8825112045716759", pace: 90 * day)
            try await shop.pass(until: hour)
            let before = try await shop.shipment(code)
            #expect(before.track == .moving)
            try await shop.courier.misbehave("binderbyte", mode)
            try await shop.pass(from: hour, until: 20 * hour)
            let after = try await shop.detail(code)
            #expect(after.shipment?.history == before.history)
            #expect(after.shipment?.track == .moving)
            #expect(after.shipment?.problem != nil)
            #expect(after.order.state == .shipped)
            #expect(after.order.attention == nil)
            #expect(try await shop.alarms() == [])
        }
    }

    @Test func `the other source is asked when the first is down, has no key, or is not preferred`() async throws {
        try await withParcels { shop in
            let code = try await shop.shipped("8825112045716759")
            try await shop.courier.misbehave("binderbyte", "html")
            try await shop.pass(until: hour)
            #expect(try await shop.shipment(code).track == .moving)
            #expect(try await shop.courier.questions().map(\.provider).contains("komerce"))
        }
        try await withParcels(sources: [.komerce]) { shop in
            let code = try await shop.shipped("8825112045716759")
            let other = try await shop.shipped("000123456789", courier: "sicepat")
            try await shop.pass(until: hour)
            #expect(try await shop.shipment(code).track == .moving)
            #expect(try await shop.shipment(other).problem == "no_key")
        }
        try await withParcels { shop in
            try await shop.selling.database.query(TrackingTestSQL.preferKomerce)
            _ = try await shop.shipped("8825112045716759")
            try await shop.pass(until: hour)
            #expect(try await shop.courier.questions().map(\.provider) == ["komerce"])
        }
    }

    @Test func `a refused key is known by the shop's health, and the parcel waits`() async throws {
        try await withOrdering { shops in
            let key = "nobodys-key-f00d"
            let shop = try ParcelShop(shops[0], sources: [.binderbyte], binderbyteKey: key)
            let code = try await shop.shipped("8825112045716759")
            try await shop.pass(until: 2 * hour)
            #expect(try await shop.shipment(code).problem == "refused")
            let health = try await ProviderHealthRepository(shop.selling.database).health(of: .binderbyte)
            #expect(health?.state == .refused)
            #expect(health?.reason.contains(key) == false)
            #expect(try await shop.alarms() == [])
        }
    }

    @Test func `parcels leave the rest of the day's plan to customers, and that is nobody's failure`() async throws {
        try await withOrdering(stock: 100) { shops in
            let bank = try #require(shops[0].bank)
            let shop = try ParcelShop(
                shops[0],
                tracking: Tracking { database in
                    [
                        .komerce: KomerceWaybill(
                            key: DemoCredentials.batik.komerceKey, baseURL: bank.base + "/komerce",
                            transport: bank.transport
                        ) { now in CallBudget(database, product: .cost, callsPerDay: 2, clock: { now }) }
                    ]
                })
            for number in 0..<5 { _ = try await shop.shipped("88251120457100\(number + 10)") }
            _ = try await shop.refresh.refreshDue(of: shop.tenant, at: shop.start + 30 * minute)
            #expect(try await shop.courier.questions().count == 2)
            let problems = try await shop.selling.database.query(TrackingTestSQL.problems).map {
                try $0.text("problem")
            }
            #expect(problems.sorted() == ["", "", "quota", "quota", "quota"])
            let health = try await ProviderHealthRepository(shop.selling.database).health(of: .komerce)
            #expect(health?.state == .ok)
            _ = try await shop.refresh.refreshDue(of: shop.tenant, at: shop.start + 30 * hour)
            #expect(try await shop.courier.questions().count == 4)
        }
    }
}
