import FoundationEssentials
import Postgres
import Sandbox
import Shipping
import Tenancy
import Testing
import TokoCore

@testable import Ordering

@Suite struct ParcelClaimTests {
    @Test func `two nodes ask after each parcel once`() async throws {
        try await withParcels { shop in
            for number in 0..<15 { _ = try await shop.shipped("88251120457100\(number + 10)") }
            let now = shop.start + 30 * minute
            async let one = shop.refresh.refreshDue(of: shop.tenant, at: now)
            async let two = shop.refresh.refreshDue(of: shop.tenant, at: now)
            _ = try await (one, two)
            #expect(try await shop.courier.questions().count == 15)
            let checks = try await shop.selling.database.query(TrackingTestSQL.checks).map {
                try $0.int("track_checks")
            }
            #expect(checks == Array(repeating: 1, count: 15))
        }
    }

    @Test func `a parcel whose node died between taking and asking is asked for by the next`() async throws {
        try await withParcels { shop in
            let code = try await shop.shipped("8825112045716759")
            let now = shop.start + 30 * minute
            let taken = try await shop.selling.database.query(
                TrackingSQL.claimDue, .timestamp(now), .int(6), .timestamp(now + TrackingTimes.claim))
            #expect(taken.count == 1)
            _ = try await shop.refresh.refreshDue(of: shop.tenant, at: now + minute)
            #expect(try await shop.courier.questions().isEmpty)
            _ = try await shop.refresh.refreshDue(of: shop.tenant, at: now + TrackingTimes.claim)
            #expect(try await shop.courier.questions().count == 1)
            #expect(try await shop.shipment(code).track == .moving)
        }
    }

    @Test func `news of a number that was corrected meanwhile goes nowhere`() async throws {
        try await withParcels { shop in
            let code = try await shop.shipped("8825112045716759")
            let now = shop.start + 30 * minute
            let taken = try await shop.selling.database.query(
                TrackingSQL.claimDue, .timestamp(now), .int(6), .timestamp(now + TrackingTimes.claim)
            ).map(DueParcel.init)
            try await shop.fulfilment.correct(
                code, to: try Waybill(courier: "jnt", number: "JP1234567890"), by: .staff(1), at: now)
            let news = TrackedParcel(
                state: .delivered, word: "DELIVERED",
                history: [TrackedStep(at: now, rawTime: "", text: "sampai", place: "")])
            try await ParcelNews(database: shop.selling.database).apply(.parcel(news), to: taken[0], at: now)
            let detail = try await shop.detail(code)
            #expect(detail.order.state == .shipped)
            #expect(detail.shipment?.history == [])
            #expect(detail.shipment?.track == .waiting)
        }
    }

    @Test func `whoever wants to know now is answered once in a quarter of an hour`() async throws {
        try await withParcels { shop in
            let code = try await shop.shipped("8825112045716759")
            let here = shop.selling.shop
            let first = try await shop.refresh.refresh(code, in: here, at: shop.start + minute)
            guard case .asked(.parcel(let parcel)) = first else {
                Issue.record("not asked: \(first)")
                return
            }
            #expect(parcel.state == .moving)
            #expect(
                try await shop.refresh.refresh(code, in: here, at: shop.start + 10 * minute)
                    == .tooSoon(until: shop.start + 16 * minute))
            guard case .asked = try await shop.refresh.refresh(code, in: here, at: shop.start + 16 * minute) else {
                Issue.record("not asked again")
                return
            }
            #expect(try await shop.courier.questions().count == 2)
            let untracked = try await shop.shipped("JX12345678", courier: "ncs")
            #expect(try await shop.refresh.refresh(untracked, in: here, at: shop.start) == .notTracked)
        }
    }

    @Test func `an order of another shop is neither asked after nor ended`() async throws {
        try await withOrdering(shops: 2) { shops in
            let one = try ParcelShop(shops[0])
            let two = try ParcelShop(shops[1], keys: DemoCredentials.kopi)
            let code = try await one.shipped("8825112045716759")
            await #expect(throws: OrderError.notFound) {
                try await two.refresh.refresh(code, in: two.selling.shop, at: two.start + hour)
            }
            await #expect(throws: OrderError.notFound) {
                try await two.fulfilment.markDelivered(code, by: .staff(1), at: two.start)
            }
            #expect(try await two.refresh.refreshDue(of: two.tenant, at: two.start + day) == nil)
            #expect(try await one.courier.questions().isEmpty)
            #expect(try await one.shipment(code).triedAt == nil)
            _ = try await one.refresh.refreshDue(of: one.tenant, at: one.start + hour)
            #expect(try await one.courier.questions().map(\.shop) == ["Batik Nusantara"])
        }
    }

    @Test func `an order that was refunded on its way is asked after no more`() async throws {
        try await withParcels { shop in
            let code = try await shop.shipped("8825112045716759")
            let id = try await shop.detail(code).order.id
            _ = try await shop.selling.database.run(
                try OrderTransition(id, from: .shipped, to: .refunded, by: .staff(1), because: "refunded").statements)
            #expect(try await shop.refresh.refreshDue(of: shop.tenant, at: shop.start + hour) == nil)
            #expect(try await shop.detail(code).order.state == .refunded)
            #expect(try await shop.shipment(code).track == .waiting)
        }
    }
}
