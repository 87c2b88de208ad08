import FoundationEssentials
import Jobs
import Postgres
import Shipping
import Synchronization
import Tenancy
import Testing
import TokoCore

@testable import Ordering

@Suite struct ParcelWalkTests {
    @Test func `a paid order's parcel walks to delivered and completed by the schedules alone`() async throws {
        try await withParcels { shop in
            let code = try await shop.shipped("8825112045716759")
            // Unknown for two and a half hours, then a step each ten hours: delivered after 42 and a half.
            try await shop.courier.register("8825112045716759", pace: 10 * hour, silence: 2.5 * hour)
            let clock = Mutex(shop.start)
            let engine = JobEngine(
                tenants: { [shop.selling.shop.tenant] }, database: { shop.selling.shops.database(of: $0) },
                handlers: [:], schedules: [shop.refresh.schedule, shop.completion.schedule],
                now: { clock.withLock { $0 } })

            var seen: [String] = []
            // A quarter of an hour at a time, for five days: nobody waits for any of it.
            for tick in 0..<(5 * 24 * 4) {
                let age = Double(tick) * 15 * minute
                clock.withLock { $0 = shop.start + age }
                try await engine.runDue(of: shop.tenant)
                let detail = try await shop.detail(code)
                let track = try #require(detail.shipment?.track)
                let words = "\(detail.order.state.rawValue) \(track.rawValue) \(detail.shipment?.history.count ?? 0)"
                if seen.last?.hasSuffix(words) != true { seen.append("\(Int(age / hour)) h: \(words)") }
                try await shop.courier.advance(15 * minute)
            }
            #expect(
                seen == [
                    "0 h: shipped waiting 0", "6 h: shipped moving 1", "14 h: shipped moving 2",
                    "26 h: shipped moving 3", "34 h: shipped moving 4", "46 h: delivered delivered 5",
                    "114 h: completed delivered 5",
                ])

            let detail = try await shop.detail(code)
            let shipment = try #require(detail.shipment)
            let told = try await shop.courier.parcel("8825112045716759").steps
            #expect(shipment.deliveredAt == told.last.map { Date(timeIntervalSince1970: TimeInterval($0.at)) })
            #expect(shipment.history.map { $0.at.map { Int64($0.timeIntervalSince1970) } } == told.reversed().map(\.at))
            #expect(
                shipment.history.map(\.text) == [
                    "DELIVERED TO [SITI | BANDUNG]", "WITH DELIVERY COURIER [BANDUNG]",
                    "RECEIVED AT INBOUND STATION [BANDUNG]", "DEPARTED FROM TRANSIT [GATEWAY, JAKARTA]",
                    "SHIPMENT RECEIVED BY COUNTER OFFICER AT [JAKARTA]",
                ])
            #expect(
                detail.events.map { "\($0.to.rawValue) \($0.actor) \($0.reason)" } == [
                    "pending \(detail.events[0].actor) placed", "paid tripay paid", "processing staff:1 processing",
                    "shipped staff:1 shipped", "delivered system delivered", "completed system completed",
                ])
            #expect(detail.order.attention == nil)
            // Half an hour, six hours, then every four until it was there: no question more.
            let questions = try await shop.courier.questions()
            #expect(questions.count == 12)
            #expect(questions.allSatisfy { $0.provider == "binderbyte" && $0.shop == "Batik Nusantara" })
            #expect(try await shop.alarms() == [])
        }
    }

    @Test(arguments: ["jne", "sicepat", "jnt", "anteraja", "wahana", "pos", "tiki", "ninja", "lion", "sap"])
    func `every courier's way of telling comes out newest first`(courier: String) async throws {
        try await withParcels { shop in
            let code = try await shop.shipped("000012345678", courier: courier)
            try await shop.courier.register("000012345678", courier: courier, pace: 3 * hour)
            try await shop.pass(until: 10 * hour)
            let history = try await shop.shipment(code).history
            #expect(history.count == 4)
            #expect(history.first?.text.contains("WITH DELIVERY COURIER") == true)
            #expect(history.last?.text.contains("RECEIVED BY COUNTER") == true)
            #expect(!history.contains { $0.text.contains("<") })
            try await shop.pass(from: 10 * hour, until: 20 * hour)
            #expect(try await shop.detail(code).order.state == .delivered)
        }
    }

    @Test func `questions slow down with the parcel's age and end after thirty days`() async throws {
        try await withParcels { shop in
            let code = try await shop.shipped("8825112045716759")
            try await shop.courier.register("8825112045716759", pace: 90 * day)
            try await shop.pass(until: 7 * day)
            let young = try await shop.courier.questions().count
            // Half an hour, six hours, then every four hours until a week is over.
            #expect(young == 1 + 1 + 40)
            try await shop.pass(from: 7 * day, until: 40 * day)
            let detail = try await shop.detail(code)
            #expect(detail.shipment?.track == .givenUp)
            #expect(detail.order.state == .shipped)
            #expect(detail.order.attention == .parcelTrouble)
            #expect(detail.events.count { $0.reason == "parcel_given_up" } == 1)
            let all = try await shop.courier.questions().count
            try await shop.pass(from: 40 * day, until: 60 * day)
            #expect(try await shop.courier.questions().count == all)
            #expect(all - young == 47)
        }
    }

    @Test func `a completed order waits as many days as the shop says, and for whoever must look`() async throws {
        try await withParcels { shop in
            try await shop.selling.database.query(TrackingTestSQL.daysToComplete)
            let code = try await shop.shipped("JX12345", courier: "ncs")
            #expect(try await shop.shipment(code).track == .untracked)
            try await shop.pass(until: 10 * day)
            #expect(try await shop.detail(code).order.state == .shipped)
            try await shop.fulfilment.markDelivered(code, by: .staff(1), at: shop.start + 10 * day)
            #expect(try await shop.detail(code).events.last?.actor == "staff:1")
            let id = try await shop.detail(code).order.id
            try await shop.selling.database.query(TransitionSQL.flag, .id(id), .text("paid_twice"))
            try await shop.pass(from: 10 * day, until: 12 * day)
            #expect(try await shop.detail(code).order.state == .delivered)
            try await shop.fulfilment.dismissAttention(code, by: .staff(1))
            #expect(try await shop.completion.completeDue(of: shop.tenant, at: shop.start + 10.9 * day) != nil)
            #expect(try await shop.detail(code).order.state == .delivered)
            _ = try await shop.completion.completeDue(of: shop.tenant, at: shop.start + 11 * day)
            #expect(try await shop.detail(code).order.state == .completed)
            #expect(try await shop.courier.questions().isEmpty)
        }
    }

    @Test func `what the shop brings itself needs no waybill, what a courier brings does`() async throws {
        try await withParcels { shop in
            let code = try await shop.paid()
            await #expect(throws: OrderError.badWaybill) {
                try await shop.fulfilment.shipWithoutWaybill(code, by: .staff(1), at: shop.start)
            }
            #expect(try await shop.detail(code).order.state == .paid)
            try await shop.selling.database.query(TrackingTestSQL.ownCourier, .text(code.text))
            try await shop.fulfilment.shipWithoutWaybill(code, by: .staff(1), at: shop.start)
            let shipment = try await shop.shipment(code)
            #expect(shipment.isOwn)
            #expect(shipment.track == .untracked)
            try await shop.fulfilment.markDelivered(code, by: .staff(1), at: shop.start + hour)
            try await shop.pass(from: hour, until: 5 * day)
            #expect(try await shop.detail(code).order.state == .completed)
        }
    }
}
