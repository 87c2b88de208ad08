import FoundationEssentials
import Payments
import Testing
import TokoCore

@testable import Ordering

@Suite struct FulfilmentTests {
    private func paid(_ shop: OrderingShop) async throws -> OrderCode {
        let code = try await shop.buyer(pieces: 2).buy()
        let payment = try #require(try await shop.detail(code).payment)
        _ = try await Settlement(shop.database).settle(
            BillNews(
                reference: try #require(payment.reference), merchantRef: payment.merchantRef,
                channel: payment.channel, status: .paid, paidAt: Date(), amountMatches: { _ in true }))
        return code
    }

    @Test func `a paid order is packed and shipped, and the customer sees the waybill`() async throws {
        try await withOrdering { shops in
            let code = try await paid(shops[0])
            let fulfilment = Fulfilment(shops[0].shop)
            try await fulfilment.startProcessing(code, by: .staff(1))
            try await fulfilment.ship(code, with: try Waybill(courier: "jne", number: "JP1234567"), by: .staff(1))
            let detail = try await shops[0].detail(code)
            #expect(detail.order.state == .shipped)
            #expect(detail.shipment?.waybill == "JP1234567")
            #expect(detail.events.map(\.to) == [.pending, .paid, .processing, .shipped])
            #expect(detail.events.last?.actor == "staff:1")
        }
    }

    @Test func `an unpaid order cannot be shipped`() async throws {
        try await withOrdering { shops in
            let code = try await shops[0].buyer().buy()
            let waybill = try Waybill(courier: "jne", number: "JP1234567")
            await #expect(throws: OrderError.notAllowed(from: .pending, to: .shipped)) {
                try await Fulfilment(shops[0].shop).ship(code, with: waybill, by: .staff(1))
            }
            #expect(try await shops[0].detail(code).shipment?.waybill == nil)
        }
    }

    @Test func `cancelling an unpaid order frees what it held, a paid one puts back what it took`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let unpaid = try await shop.buyer(pieces: 3).buy()
            let paid = try await paid(shop)
            #expect(try await shop.onHand() == 8)
            try await Fulfilment(shop.shop).cancel(unpaid, by: .staff(1))
            try await Fulfilment(shop.shop).cancel(paid, by: .staff(1))
            #expect(try await shop.held() == 0)
            #expect(try await shop.onHand() == 10)
            #expect(try await shop.ledger() == 10)
            await #expect(throws: OrderError.notAllowed(from: .cancelled, to: .cancelled)) {
                try await Fulfilment(shop.shop).cancel(paid, by: .staff(1))
            }
            #expect(try await shop.onHand() == 10)
        }
    }

    @Test func `a shipped order cannot be cancelled, and its waybill can be put right`() async throws {
        try await withOrdering { shops in
            let code = try await paid(shops[0])
            let fulfilment = Fulfilment(shops[0].shop)
            try await fulfilment.ship(code, with: try Waybill(courier: "jne", number: "JP1234567"), by: .staff(1))
            await #expect(throws: OrderError.notAllowed(from: .shipped, to: .cancelled)) {
                try await fulfilment.cancel(code, by: .staff(1))
            }
            try await fulfilment.correct(code, to: try Waybill(courier: "jnt", number: "JT7654321"), by: .staff(1))
            #expect(try await shops[0].detail(code).shipment?.waybill == "JT7654321")
        }
    }

    @Test func `an order of another shop is not found`() async throws {
        try await withOrdering(shops: 2) { shops in
            let code = try await shops[0].buyer().buy()
            await #expect(throws: OrderError.notFound) {
                try await Fulfilment(shops[1].shop).cancel(code, by: .staff(1))
            }
            #expect(try await shops[0].detail(code).order.state == .pending)
        }
    }
}
