import Accounts
import FoundationEssentials
import Jobs
import Logging
import Payments
import Postgres
import ProviderDouble
import Sandbox
import Tenancy
import TestSupport
import Testing
import TokoCore

@testable import Ordering

@Suite struct ReconciliationTests {
    private func reconcile(_ shop: OrderingShop) async throws {
        try await shop.database.query(OrderingSQL.due)
        try await Reconciliation(shops: shop.shops, gateways: shop.gateways).settleDue(of: shop.shop.tenant.id)
    }

    @Test func `a payment whose callback never came is found by asking`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer().buy()
            // The callback goes to an address that does not exist here, so only asking can tell.
            let reference = try #require(try await shop.detail(code).payment?.reference)
            try await shop.bank?.misbehave("callback", "none")
            try await shop.bank?.act(.pay, on: reference)
            #expect(try await shop.detail(code).order.state == .pending)
            try await reconcile(shop)
            #expect(try await shop.detail(code).order.state == .paid)
            #expect(try await shop.onHand() == 9)
        }
    }

    @Test func `a customer back from paying need not wait for anybody`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer().buy()
            let reference = try #require(try await shop.detail(code).payment?.reference)
            try await shop.bank?.misbehave("callback", "none")
            try await shop.bank?.act(.pay, on: reference)
            try await Reconciliation(shops: shop.shops, gateways: shop.gateways).check(code, in: shop.shop)
            #expect(try await shop.detail(code).order.state == .paid)
        }
    }

    @Test func `a bill that ended unpaid frees its goods`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer().buy()
            let reference = try #require(try await shop.detail(code).payment?.reference)
            try await shop.bank?.misbehave("callback", "none")
            try await shop.bank?.act(.expire, on: reference)
            try await reconcile(shop)
            #expect(try await shop.detail(code).order.state == .expired)
            #expect(try await shop.held() == 0)
        }
    }

    @Test func `a bill that waits is asked for again later, and each due one by one server only`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let code = try await shop.buyer().buy()
            try await shop.database.query(OrderingSQL.due)
            let claimed = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await shop.database.query(PaymentSQL.claimDue, .int(10), .int(60)).count }
                }
                return try await group.reduce(0, +)
            }
            #expect(claimed == 1)
            #expect(try await shop.detail(code).order.state == .pending)
        }
    }

    @Test func `an order whose server died before asking for its bill is given up and its cart is back`() async throws {
        try await withOrdering { shops in
            let shop = shops[0]
            let buyer = try await shop.buyer(pieces: 2)
            let cart = try await CartService(shop.database).cart(of: buyer.customer.id)
            let draft = try OrderDraft(
                try buyer.request(), cart: cart, customer: buyer.customer, address: buyer.address,
                rates: [OrderingShop.rate])
            // Written and committed; the server dies here.
            _ = try await OrderWriter(database: shop.database)
                .write(draft, merchantRef: draft.code.text, channelName: "BNI", ends: Date() + 3_600)
            #expect(try await shop.held() == 2)
            for _ in 0..<CheckSchedule.looksForUnseen { try await reconcile(shop) }
            #expect(try await shop.detail(draft.code).order.state == .cancelled)
            #expect(try await shop.held() == 0)
            #expect(try await buyer.cartPieces() == 2)
        }
    }

    @Test func `a gateway that is silent for one shop keeps no other shop waiting`() async throws {
        let silentKey = DemoCredentials.batik.tripayAPIKey
        try await ProviderDouble.answering { request in
            request.headers["authorization"] == "Bearer \(silentKey)"
                ? .silence : .json(#"{"success":true,"message":"","data":[]}"#)
        } _: { double in
            try await withOrdering(shops: 2, gateway: double.baseURL) { shops in
                let silent = try await shops[0].buyer().write()
                let other = try await shops[1].buyer().write()
                for shop in shops { try await shop.database.query(WrittenSQL.lastLook) }
                let reconciliation = Reconciliation(shops: shops[0].shops, gateways: shops[0].gateways)
                let engine = reconciliation.engine(on: shops[0].shops)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await engine.run() }
                    while try await other.detail().order.state == .pending { await Task.yield() }
                    #expect(try await other.detail().order.state == .cancelled)
                    #expect(try await silent.detail().order.state == .pending)
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
        }
    }

    @Test(arguments: [Bank.Act?.none, .pay, .expire])
    func `a bill made by a server that died before noting it is adopted as it then stands`(act: Bank.Act?) async throws
    {
        try await withOrdering { shops in
            let shop = shops[0]
            let order = try await shop.buyer(pieces: 2).write()
            let opened = try await shop.gateways.gateway(for: shop.shop.tenant.id).open(order.request())
            if let act {
                try await shop.bank?.misbehave("callback", "none")
                try await shop.bank?.act(act, on: opened.reference)
            }
            try await shop.reconcile()
            let detail = try await order.detail()
            #expect(detail.payment?.reference == opened.reference)
            #expect(detail.payment?.payCode == opened.payCode)
            switch act {
            case .pay: #expect(detail.order.state == .paid)
            case .expire: #expect(detail.order.state == .expired)
            default: #expect(detail.order.state == .pending && detail.payment?.state == .open)
            }
            #expect(try await shop.bank?.bills() == 1)
            #expect(try await shop.held() == (act == nil ? 2 : 0))
        }
    }

    @Test func `the bills of a suspended shop are asked for too`() async throws {
        try await ProviderDouble.answering { _ in
            .json(#"{"success":true,"message":"","data":[]}"#)
        } _: { double in
            try await withOrdering(gateway: double.baseURL) { shops in
                let shop = shops[0]
                let order = try await shop.buyer().write()
                try await shop.database.query(WrittenSQL.lastLook)
                let pool = shop.fixture.pool
                try await shop.fixture.admin.control.query(WrittenSQL.suspend, .int(Int64(shop.shop.tenant.id.number)))
                let tenants = try await TenantDirectory(
                    database: pool.control, pool: pool, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
                #expect(tenants.tenant(shop.shop.tenant.id)?.state == .suspended)
                let reconciliation = Reconciliation(
                    shops: ShopDirectory(tenants: tenants, pool: pool), gateways: shop.gateways)
                let engine = reconciliation.engine(on: ShopDirectory(tenants: tenants, pool: pool))
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { await engine.run() }
                    while try await order.detail().order.state == .pending { await Task.yield() }
                    group.cancelAll()
                    try await group.waitForAll()
                }
                #expect(try await order.detail().order.state == .cancelled)
            }
        }
    }
}

extension Reconciliation {
    /// Works every shop's bills off by the clock, as a server does.
    fileprivate func engine(on shops: ShopDirectory) -> JobEngine {
        JobEngine(
            tenants: { shops.all }, database: { shops.database(of: $0) }, handlers: [:], schedules: [schedule])
    }
}
