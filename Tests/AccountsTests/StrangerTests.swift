import Accounts
import TestSupport
import Testing

/// Things that let nobody in.
@Suite(.oneShop)
struct StrangerTests {
    @Test(arguments: ["", "abc", "' OR 1=1 --", String(repeating: "A", count: 43), String(repeating: "é", count: 43)])
    func `what a browser makes up is nobody's session`(token: String) async throws {
        let shop = try OneShop.shop
        let sessions = SessionRepository(shop.database)
        _ = try await sessions.create(customer: shop.customer())
        let customer = try await sessions.customerSession(token: token)
        #expect(customer == nil)
        let staff = try await sessions.staffSession(token: token)
        #expect(staff == nil)
    }

    @Test(
        arguments: [
            ("pendek", .tooShort), ("123456789", .tooShort), ("1234567890", .tooCommon), ("aaaaaaaaaaaa", .tooCommon),
            ("ababababababab", .tooCommon), ("Password123", .tooCommon), ("IBU@kopi.example", .isEmail),
            (String(repeating: "panjang ", count: 200), .tooLong),
        ] as [(String, PasswordProblem)])
    func `a password that is no password is refused`(password: String, problem: PasswordProblem) {
        #expect(throws: problem) { try PasswordRule.check(password, email: "ibu@kopi.example") }
    }

    @Test(arguments: ["", "ibu", "ibu@", "@kopi.example", "ibu@kopi", "ibu@@kopi.example", "i bu@kopi.example"])
    func `what is no address invites nobody`(email: String) async throws {
        let shop = try OneShop.shop
        let staff = StaffRepository(shop.database)
        await #expect(throws: StaffError.unusableEmail) {
            try await staff.invite(email: email, name: "Ibu", role: .owner)
        }
        let people = try await staff.list()
        #expect(people.isEmpty)
    }
}
