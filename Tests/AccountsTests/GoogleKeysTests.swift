import Accounts
import Foundation
import ProviderDouble
import Testing

@Suite(.oneShop)
struct GoogleKeysTests {
    private static let keys = "/oauth2/v3/certs"

    @Test func `keys are asked for once while they are fresh, and again after`() async throws {
        let shop = try OneShop.shop
        try await withGoogle { google, signIn, double in
            for _ in 0..<3 { _ = try await signIn.visit(shop, google) }
            #expect(double.count(of: Self.keys) == 1)
            google.lie { $0.now += 21_599 }
            _ = try await signIn.visit(shop, google)
            #expect(double.count(of: Self.keys) == 1)
            google.lie { $0.now += 2 }
            _ = try await signIn.visit(shop, google)
            #expect(double.count(of: Self.keys) == 2)
        }
    }

    @Test func `new keys are found at once, unknown ones at most once a minute`() async throws {
        let shop = try OneShop.shop
        try await withGoogle { google, signIn, double in
            _ = try await signIn.visit(shop, google)
            google.lie {
                $0.published = ["kunci-2"]
                $0.signsAs = "kunci-2"
            }
            _ = try await signIn.visit(shop, google)
            #expect(double.count(of: Self.keys) == 2)
            google.lie { $0.signsAs = "kunci-9" }
            for _ in 0..<3 {
                await #expect(throws: GoogleSignInError.refused) { try await signIn.visit(shop, google) }
            }
            #expect(double.count(of: Self.keys) == 2)
            google.lie { $0.now += 60 }
            for _ in 0..<3 {
                await #expect(throws: GoogleSignInError.refused) { try await signIn.visit(shop, google) }
            }
            #expect(double.count(of: Self.keys) == 3)
        }
    }

    @Test(
        arguments: [
            .page("<html>500</html>", status: 500), .page("<html></html>", status: 200), .json(#"{"keys":[]}"#),
            .json("[]"), .hangUp,
        ] as [ProviderDouble.Reply])
    func `when keys cannot be fetched the old ones hold`(reply: ProviderDouble.Reply) async throws {
        let shop = try OneShop.shop
        try await withGoogle { google, signIn, _ in
            google.lie { $0.keyReplies = [reply, reply] }
            // libcurl may send a GET again when a kept connection dies, so both replies may go at once.
            await #expect(throws: GoogleSignInError.unavailable) { try await signIn.visit(shop, google) }
            google.lie { $0.keyReplies = [] }
            _ = try await signIn.visit(shop, google)
            google.lie {
                $0.now += 21_601
                $0.keyReplies = [reply, reply]
            }
            let outcome = try await signIn.visit(shop, google)
            #expect(outcome.customer.name == "Siti Rahma")
        }
    }

    @Test func `twenty sign-ins at once on a fresh server fetch the keys together`() async throws {
        let shop = try OneShop.shop
        try await withGoogle { google, signIn, double in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 { group.addTask { _ = try await signIn.visit(shop, google) } }
                try await group.waitForAll()
            }
            #expect(double.count(of: Self.keys) == 1)
            #expect(try await shop.customers() == 1)
        }
    }
}
