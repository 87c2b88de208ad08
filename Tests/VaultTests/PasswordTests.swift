import Testing
import Vault

struct PasswordTests {
    @Test func `only the password fits its hash`() async throws {
        let hash = try await PasswordHash.hash("kopi susu gula aren")
        #expect(hash.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(await PasswordHash.verify("kopi susu gula aren", hash))
        #expect(await !PasswordHash.verify("kopi susu gula areN", hash))
        #expect(await !PasswordHash.verify("", hash))
        #expect(!PasswordHash.needsRehash(hash))
    }

    @Test func `the same password has another hash each time`() async throws {
        let first = try await PasswordHash.hash("sama")
        let second = try await PasswordHash.hash("sama")
        #expect(first != second)
    }

    /// From test.c of the reference implementation: version 0x13, argon2id, 64 MiB and 256 KiB, two passes.
    @Test(arguments: [
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
    ])
    func `the reference implementation's hashes fit`(phc: String) async {
        #expect(await PasswordHash.verify("password", phc))
        #expect(await !PasswordHash.verify("Password", phc))
        #expect(PasswordHash.needsRehash(phc))
    }

    @Test(arguments: [
        "", "$", "rahasia", "$2y$10$abcdefghijklmnopqrstuv", "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$",
        "$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=4000000,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2i$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=65536,t=2$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
    ])
    func `what is no hash of ours fits nothing`(phc: String) async {
        #expect(await !PasswordHash.verify("password", phc))
    }

    @Test func `the decoy costs the same and fits nothing`() async {
        #expect(!PasswordHash.needsRehash(PasswordHash.decoy))
        #expect(await !PasswordHash.verify("password", PasswordHash.decoy))
    }

    @Test func `empty and endless passwords are refused`() async {
        await #expect(throws: VaultError.unusablePassword) { try await PasswordHash.hash("") }
        let long = String(repeating: "a", count: PasswordHash.maxBytes + 1)
        await #expect(throws: VaultError.unusablePassword) { try await PasswordHash.hash(long) }
        #expect(await !PasswordHash.verify(long, PasswordHash.decoy))
    }

    @Test func `a crowd signing in is served in turn`() async throws {
        let hash = try await PasswordHash.hash("ramai")
        let right = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<12 {
                group.addTask { await PasswordHash.verify(number.isMultiple(of: 3) ? "ramai" : "sepi", hash) }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(right == 4)
    }
}
