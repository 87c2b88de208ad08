import Accounts
import TestSupport
import Testing

@Suite struct DemotionTests {
    /// The role is read with each request, not written into what the browser holds.
    @Test func `an owner who is made a packer is one at the next request`() async throws {
        try await withShop { shop in
            let staff = StaffRepository(shop.database)
            let link = try await staff.invite(email: "ibu@kopi.test", name: "Ibu", role: .owner)
            let session = try await staff.acceptLink(link.text, password: "kopi tubruk manis")
            let sessions = SessionRepository(shop.database)
            #expect(try await sessions.staffSession(token: session.token.text)?.staff?.role == .owner)
            _ = try await staff.invite(email: "ibu@kopi.test", name: "Ibu", role: .packer)
            #expect(try await sessions.staffSession(token: session.token.text)?.staff?.role == .packer)
        }
    }
}
