import TestSupport
import Testing

/// One shop for all tests of a suite that leave nothing in each other's way: a database for each of a hundred refusals
/// would take minutes. None of them may ask for a shop of its own as well: the suite holds one of few places.
struct OneShop: SuiteTrait, TestScoping {
    @TaskLocal private static var current: ShopFixture?

    static var shop: ShopFixture {
        get throws { try #require(current, "the suite has no .oneShop") }
    }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withShop { shop in
            try await Self.$current.withValue(shop) { try await function() }
        }
    }
}

extension Trait where Self == OneShop {
    static var oneShop: OneShop { OneShop() }
}
