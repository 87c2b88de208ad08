import Testing
import TokoCore

@testable import Ordering

@Suite struct CrowdTests {
    @Test func `200 customers check out at once and none is turned away`() async throws {
        try await withOrdering(stock: 500) { shops in
            let shop = shops[0]
            var buyers: [Buyer] = []
            for number in 1...200 { buyers.append(try await shop.buyer("Pembeli \(number)", pieces: 2)) }
            let outcomes = await withTaskGroup(of: String.self) { group in
                for buyer in buyers {
                    group.addTask {
                        do {
                            _ = try await buyer.open()
                            let code = try await buyer.place(try buyer.request()).code
                            return try await shop.detail(code).payment?.state.rawValue ?? "no payment"
                        } catch {
                            return "\(error)"
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
            }
            #expect(outcomes == ["open": 200])
            #expect(try await shop.orderCount() == 200)
            #expect(try await shop.held() == 400)
            #expect(try await shop.bank?.bills() == 200)
        }
    }
}
