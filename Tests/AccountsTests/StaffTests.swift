import Accounts
import FoundationEssentials
import Postgres
import TestSupport
import Testing
import Vault

struct StaffTests {
    private static let password = "biji kopi pilihan"

    @Test func `an invitation becomes a password, and the password lets in`() async throws {
        try await withShop { shop in
            let staff = StaffRepository(shop.database)
            let link = try await staff.invite(email: " Budi@Kopi.example ", name: "  Budi   Santoso ", role: .packer)
            #expect(try await staff.list().map(\.hasPassword) == [false])
            let holder = try await staff.holder(ofLink: link.text)
            #expect(holder.email == "budi@kopi.example")
            #expect(holder.name == "Budi Santoso")
            #expect(holder.role == .packer)
            let accepted = try await staff.acceptLink(link.text, password: Self.password)
            #expect(accepted.session.staff?.id == holder.id)
            let session = try await staff.signIn(email: "BUDI@kopi.example", password: Self.password)
            #expect(session.session.staff?.role == .packer)
            #expect(session.token != accepted.token)
        }
    }

    @Test func `a link works once, even for two who come at the same time`() async throws {
        try await withShop { shop in
            let staff = StaffRepository(shop.database)
            let link = try await staff.invite(email: "budi@kopi.example", name: "Budi", role: .manager).text
            let accepted = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<2 {
                    group.addTask {
                        do {
                            _ = try await staff.acceptLink(link, password: "kata sandi ke-\(number)")
                            return true
                        } catch {
                            #expect(error as? StaffError == .deadLink)
                            return false
                        }
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(accepted == 1)
            await #expect(throws: StaffError.deadLink) { try await staff.holder(ofLink: link) }
            let people = try await staff.list()
            #expect(people.map(\.hasPassword) == [true])
        }
    }

    @Test func `a link dies after 72 hours, and when another is made`() async throws {
        try await withShop { shop in
            let staff = StaffRepository(shop.database)
            let first = try await staff.invite(email: "budi@kopi.example", name: "Budi", role: .manager).text
            let second = try await staff.invite(email: "budi@kopi.example", name: "Budi", role: .packer).text
            await #expect(throws: StaffError.deadLink) {
                try await staff.acceptLink(first, password: Self.password)
            }
            #expect(try await staff.holder(ofLink: second).role == .packer)
            try await shop.ageLinks()
            await #expect(throws: StaffError.deadLink) {
                try await staff.acceptLink(second, password: Self.password)
            }
            #expect(try await staff.list().map(\.hasPassword) == [false])
        }
    }

    @Test func `a new password ends the sessions of the old one`() async throws {
        try await withShop { shop in
            let staff = StaffRepository(shop.database)
            try await staff.upsertOwner(email: "ibu@kopi.example", name: "Ibu", password: Self.password)
            let old = try await staff.signIn(email: "ibu@kopi.example", password: Self.password)
            let link = try #require(try await staff.resetLink(email: "ibu@kopi.example"))
            let sessions = SessionRepository(shop.database)
            #expect(try await sessions.staffSession(token: old.token.text)?.staff?.name == "Ibu")
            let new = try await staff.acceptLink(link.text, password: "kopi tubruk pagi")
            let ended = try await sessions.staffSession(token: old.token.text)
            #expect(ended == nil)
            #expect(try await sessions.staffSession(token: new.token.text)?.staff?.name == "Ibu")
            await #expect(throws: StaffError.wrongCredentials) {
                try await staff.signIn(email: "ibu@kopi.example", password: Self.password)
            }
            let nobody = try await staff.resetLink(email: "tidak@ada.example")
            #expect(nobody == nil)
        }
    }

    @Test func `whoever may not come in learns nothing else`() async throws {
        try await withShop { shop in
            let staff = StaffRepository(shop.database)
            try await staff.upsertOwner(email: "ibu@kopi.example", name: "Ibu", password: Self.password)
            try await staff.upsertOwner(email: "lama@kopi.example", name: "Lama", password: Self.password)
            let left = try await staff.signIn(email: "lama@kopi.example", password: Self.password)
            try await shop.dismiss("lama@kopi.example")
            _ = try await staff.invite(email: "baru@kopi.example", name: "Baru", role: .packer)
            for (email, password) in [
                ("ibu@kopi.example", "salah sekali ini"), ("ibu@kopi.example", ""),
                ("siapa@kopi.example", Self.password), ("bukan email", Self.password),
                ("lama@kopi.example", Self.password), ("baru@kopi.example", Self.password),
                ("baru@kopi.example", ""),
            ] {
                await #expect(throws: StaffError.wrongCredentials, "\(email)") {
                    try await staff.signIn(email: email, password: password)
                }
            }
            let dismissed = try await SessionRepository(shop.database).staffSession(token: left.token.text)
            #expect(dismissed == nil)
        }
    }

    @Test func `another shop's staff cannot come in here`() async throws {
        try await withShops(2) { shops in
            try await StaffRepository(shops[0].database).upsertOwner(
                email: "ibu@kopi.example", name: "Ibu", password: Self.password)
            await #expect(throws: StaffError.wrongCredentials) {
                try await StaffRepository(shops[1].database).signIn(email: "ibu@kopi.example", password: Self.password)
            }
        }
    }

    @Test func `applying the same owner again signs nobody out and changes no password`() async throws {
        try await withShop { shop in
            let staff = StaffRepository(shop.database)
            let first = try await staff.upsertOwner(email: "Ibu@Kopi.example", name: "Ibu", password: Self.password)
            let session = try await staff.signIn(email: "ibu@kopi.example", password: Self.password)
            let again = try await staff.upsertOwner(email: "ibu@kopi.example", name: "Ibu", password: Self.password)
            let renamed = try await staff.upsertOwner(email: "ibu@kopi.example", name: "Bu Sri")
            #expect(again == first)
            #expect(renamed.id == first.id && renamed.name == "Bu Sri" && renamed.hasPassword)
            let sessions = SessionRepository(shop.database)
            #expect(try await sessions.staffSession(token: session.token.text)?.staff?.name == "Bu Sri")
            _ = try await staff.signIn(email: "ibu@kopi.example", password: Self.password)
        }
    }

    @Test func `a refused password leaves the link alive`() async throws {
        try await withShop { shop in
            let staff = StaffRepository(shop.database)
            let link = try await staff.invite(email: "ibu@kopi.example", name: "Ibu", role: .owner).text
            await #expect(throws: StaffError.password(.tooShort)) {
                try await staff.acceptLink(link, password: "pendek")
            }
            #expect(try await staff.acceptLink(link, password: "sepuluhkar").session.staff?.role == .owner)
        }
    }

    @Test func `a password hashed more cheaply is hashed anew when it is used`() async throws {
        try await withShop { shop in
            let staff = StaffRepository(shop.database)
            try await staff.upsertOwner(email: "ibu@kopi.example", name: "Ibu")
            try await shop.setPasswordHash(Self.cheapHash)
            await #expect(throws: StaffError.wrongCredentials) {
                try await staff.signIn(email: "ibu@kopi.example", password: "salah sekali ini")
            }
            #expect(try await shop.passwordHash() == Self.cheapHash)
            _ = try await staff.signIn(email: "ibu@kopi.example", password: Self.password)
            let hash = try await shop.passwordHash()
            #expect(hash != Self.cheapHash)
            #expect(!PasswordHash.needsRehash(hash))
            _ = try await staff.signIn(email: "ibu@kopi.example", password: Self.password)
            #expect(try await shop.passwordHash() == hash)
        }
    }

    /// Of ``password``: 8 MiB, one pass, made with libargon2.
    private static let cheapHash =
        "$argon2id$v=19$m=8192,t=1,p=1$Z2FyYW0tY29udG9oLTE2Yg"
        + "$AnmE4YJGEz/woBAF5nQysYI56zkGebDHzP4ZbmG/teo"
}
