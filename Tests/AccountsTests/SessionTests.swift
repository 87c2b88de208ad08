import Accounts
import FoundationEssentials
import Postgres
import TestSupport
import Testing
import TokoCore

struct SessionTests {
    private static let day: Int64 = 86_400

    @Test func `a customer's session lives 30 days after its last use`() async throws {
        try await withShop { shop in
            let sessions = SessionRepository(shop.database)
            let made = try await sessions.create(customer: shop.customer())
            let token = made.token.text
            #expect(made.session.customer?.name == "Budi")
            #expect(made.session.staff == nil)
            let first = try #require(try await sessions.customerSession(token: token))
            #expect(!first.isRenewed)
            #expect(first.expiresAt == made.session.expiresAt)
            try await shop.ageSessions(by: 29 * Self.day)
            let renewed = try #require(try await sessions.customerSession(token: token))
            #expect(renewed.isRenewed)
            #expect(renewed.csrfToken == made.session.csrfToken)
            #expect(renewed.expiresAt >= made.session.expiresAt)
            try await shop.ageSessions(by: 30 * Self.day + 1)
            let ended = try await sessions.customerSession(token: token)
            #expect(ended == nil)
        }
    }

    @Test func `a session of the staff lives 12 hours and is not renewed`() async throws {
        try await withShop { shop in
            let owner = try await StaffRepository(shop.database).upsertOwner(
                email: "ibu@kopi.example", name: "Ibu", password: "biji kopi pilihan")
            let sessions = SessionRepository(shop.database)
            let made = try await sessions.create(staff: owner.id)
            try await shop.ageSessions(by: 11 * 3_600)
            let session = try #require(try await sessions.staffSession(token: made.token.text))
            #expect(session.staff == owner)
            #expect(!session.isRenewed)
            try await shop.ageSessions(by: 3_601)
            let ended = try await sessions.staffSession(token: made.token.text)
            #expect(ended == nil)
        }
    }

    @Test func `a customer's session is none of the staff's, and the other way round`() async throws {
        try await withShop { shop in
            let sessions = SessionRepository(shop.database)
            let owner = try await StaffRepository(shop.database).upsertOwner(email: "ibu@kopi.example", name: "Ibu")
            let customer = try await sessions.create(customer: shop.customer()).token.text
            let staff = try await sessions.create(staff: owner.id).token.text
            let asStaff = try await sessions.staffSession(token: customer)
            #expect(asStaff == nil)
            let asCustomer = try await sessions.customerSession(token: staff)
            #expect(asCustomer == nil)
        }
    }

    @Test func `signing out ends one session, signing out everywhere ends all of one person`() async throws {
        try await withShop { shop in
            let sessions = SessionRepository(shop.database)
            let (customer, other) = (try await shop.customer(), try await shop.customer())
            let phone = try await sessions.create(customer: customer).token.text
            let laptop = try await sessions.create(customer: customer).token.text
            let tablet = try await sessions.create(customer: customer).token.text
            let stranger = try await sessions.create(customer: other).token.text
            try await sessions.delete(token: phone)
            try await sessions.delete(token: "bukan token")
            let ended = try await sessions.customerSession(token: phone)
            #expect(ended == nil)
            #expect(try await sessions.customerSession(token: laptop)?.customer?.id == customer)
            try await sessions.deleteAll(of: customer)
            for token in [laptop, tablet] {
                let session = try await sessions.customerSession(token: token)
                #expect(session == nil)
            }
            #expect(try await sessions.customerSession(token: stranger)?.customer?.id == other)
        }
    }

    @Test func `sessions that have ended are swept when the next begins`() async throws {
        try await withShop { shop in
            let sessions = SessionRepository(shop.database)
            let customer = try await shop.customer()
            for _ in 0..<3 { _ = try await sessions.create(customer: customer) }
            try await shop.ageSessions(by: 31 * Self.day)
            _ = try await sessions.create(customer: customer)
            #expect(try await shop.secrets().count == 1)
        }
    }

    @Test func `another shop's session is unknown here`() async throws {
        try await withShops(2) { shops in
            let token = try await SessionRepository(shops[0].database).create(customer: shops[0].customer()).token.text
            _ = try await shops[1].customer()
            let session = try await SessionRepository(shops[1].database).customerSession(token: token)
            #expect(session == nil)
        }
    }
}
