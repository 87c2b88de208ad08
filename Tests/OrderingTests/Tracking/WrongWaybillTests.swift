import FoundationEssentials
import Postgres
import Shipping
import Tenancy
import Testing
import TokoCore

@testable import Ordering

@Suite struct WrongWaybillTests {
    @Test func `a number that cannot be is told to the owner within the hour, once`() async throws {
        try await withParcels { shop in
            try await shop.selling.database.query(TrackingTestSQL.owner)
            let code = try await shop.shipped("SALAH1234567890")
            try await shop.pass(until: 29 * minute)
            #expect(try await shop.alarms() == [])
            try await shop.pass(from: 29 * minute, until: 59 * minute)
            #expect(try await shop.alarms() == ["mail.waybill_wrong", "owner.waybill_wrong"])
            let detail = try await shop.detail(code)
            #expect(detail.order.attention == .waybillUnknown)
            #expect(detail.order.state == .shipped)
            #expect(detail.shipment?.problem == "unknown")
            try await shop.fulfilment.dismissAttention(code, by: .staff(1))
            try await shop.pass(from: 59 * minute, until: 3 * day)
            #expect(try await shop.alarms().count == 2)
            #expect(try await shop.detail(code).order.attention == nil)
            #expect(try await shop.detail(code).events.count { $0.reason == "waybill_unknown" } == 1)
        }
    }

    @Test func `a corrected number is asked after anew, and told of again when it is wrong again`() async throws {
        try await withParcels { shop in
            let code = try await shop.shipped("SALAH1234567890")
            try await shop.pass(until: hour)
            #expect(try await shop.alarms() == ["mail.waybill_wrong"])
            func correct(to number: String, at age: TimeInterval) async throws {
                try await shop.fulfilment.correct(
                    code, to: try Waybill(courier: "jne", number: number), by: .staff(1), at: shop.start + age)
            }
            try await correct(to: "SALAH9999999999", at: hour)
            #expect(try await shop.detail(code).order.attention == nil)
            try await shop.pass(from: hour, until: 2 * hour)
            #expect(try await shop.alarms().count == 2)
            #expect(try await shop.detail(code).order.attention == .waybillUnknown)
            try await correct(to: "8825112045716759", at: 2 * hour)
            try await shop.pass(from: 2 * hour, until: 3 * hour)
            let detail = try await shop.detail(code)
            #expect(detail.order.attention == nil)
            #expect(detail.shipment?.track == .moving)
            #expect(try await shop.alarms().count == 2)
        }
    }

    @Test func `a number that looks right and is unknown is told after a day, and the alarm ends when it is known`()
        async throws
    {
        try await withParcels { shop in
            let code = try await shop.shipped("8825112045716759")
            try await shop.courier.register("8825112045716759", silence: 27 * hour)
            try await shop.pass(until: 23.9 * hour)
            #expect(try await shop.alarms() == [])
            #expect(try await shop.shipment(code).track == .waiting)
            try await shop.pass(from: 23.9 * hour, until: 27 * hour)
            #expect(try await shop.alarms() == ["mail.waybill_wrong"])
            #expect(try await shop.detail(code).order.attention == .waybillUnknown)
            try await shop.pass(from: 27 * hour, until: 34 * hour)
            let detail = try await shop.detail(code)
            #expect(detail.order.attention == nil)
            #expect(detail.shipment?.track == .moving)
            #expect(detail.events.last?.reason == "waybill_known")
        }
    }

    @Test func `a number that looks like none of its courier is told within the hour, though nobody answers`()
        async throws
    {
        try await withParcels { shop in
            try await shop.courier.misbehave("binderbyte", "html")
            try await shop.courier.misbehave("komerce", "html")
            let code = try await shop.shipped("BATIK-SITI")
            let right = try await shop.shipped("8825112045716759")
            try await shop.pass(until: 40 * minute)
            #expect(try await shop.alarms() == [])
            try await shop.pass(from: 40 * minute, until: 59 * minute)
            #expect(try await shop.alarms() == ["mail.waybill_wrong"])
            #expect(try await shop.detail(code).order.attention == .waybillUnknown)
            #expect(try await shop.detail(right).order.attention == nil)
        }
    }

    @Test func `a shop without any key is told of what looks wrong, and of nothing else`() async throws {
        try await withParcels(sources: []) { shop in
            let wrong = try await shop.shipped("BATIK-SITI")
            let right = try await shop.shipped("8825112045716759")
            try await shop.pass(until: 40 * day)
            #expect(try await shop.alarms() == ["mail.waybill_wrong"])
            #expect(try await shop.detail(wrong).order.attention == .waybillUnknown)
            #expect(try await shop.detail(right).order.attention == nil)
            #expect(try await shop.shipment(right).problem == "no_key")
        }
    }
}
