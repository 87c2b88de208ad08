import Synchronization
import Testing
import TokoCore

@testable import Postgres

@Suite struct TransactionTests {
    private static let balance = SQL("account.balance", "SELECT balance FROM {account} WHERE id = $1")
    private static let add = SQL("account.add", "UPDATE {account} SET balance = balance + $2 WHERE id = $1")
    private static let set = SQL("account.set", "UPDATE {account} SET balance = $2 WHERE id = $1")

    private struct Refused: Error {}

    private func balances(_ shop: TenantDatabase) async throws -> [Int64] {
        try await shop.run([Statement(Self.balance, .int(1)), Statement(Self.balance, .int(2))])
            .map { try $0.one().int("balance") }
    }

    @Test func `what a body did is there when it returned`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                let before = pool.setup.counters.exchanges.load(ordering: .relaxed)
                let seen = try await shop.transaction { transaction in
                    let balance = try await transaction.query(Self.balance, .int(1)).one().int("balance")
                    try await transaction.query(Self.set, .int(1), .int(balance - 30))
                    return balance
                }
                #expect(seen == 100)
                // BEGIN and role with the first statement, the second, COMMIT.
                #expect(pool.setup.counters.exchanges.load(ordering: .relaxed) == before + 3)
                #expect(try await balances(shop) == [70, 100])
            }
        }
    }

    @Test func `the last statements and COMMIT are one round trip`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                let before = pool.setup.counters.exchanges.load(ordering: .relaxed)
                let rows = try await shop.transaction { transaction in
                    try await transaction.query(Self.add, .int(1), .int(1))
                    return try await transaction.commit(after: [Statement(Self.balance, .int(1))])
                }
                #expect(try rows[0].one().int("balance") == 101)
                #expect(pool.setup.counters.exchanges.load(ordering: .relaxed) == before + 2)
            }
        }
    }

    @Test func `a body that throws leaves nothing behind and the connection stays`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                await #expect(throws: Refused.self) {
                    try await shop.transaction { transaction in
                        try await transaction.query(Self.add, .int(1), .int(1))
                        throw Refused()
                    }
                }
                let after = try await balances(shop)
                #expect(after == [100, 100])
                #expect(pool.setup.counters.connects.load(ordering: .relaxed) == 1)
                #expect(pool.setup.counters.rollbacks.load(ordering: .relaxed) == 1)
            }
        }
    }

    @Test func `an error that the body hides still undoes everything`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                let error = await #expect(throws: DatabaseError.self) {
                    try await shop.transaction { transaction in
                        try await transaction.query(Self.add, .int(1), .int(1))
                        let hidden = await refusal { try await transaction.query(Self.add, .int(1), .int(.max)) }
                        #expect(hidden?.sqlState == "22003")
                        let next = await refusal { try await transaction.query(Self.balance, .int(1)) }
                        #expect(next == .transactionOver(statement: "account.balance"))
                    }
                }
                #expect(error?.sqlState == "22003")
                let after = try await balances(shop)
                #expect(after == [100, 100])
            }
        }
    }

    @Test func `nothing runs behind the end`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                let leaked = try await shop.transaction { transaction in
                    try await transaction.commit(after: [Statement(Self.add, .int(1), .int(5))])
                    await #expect(throws: DatabaseError.transactionOver(statement: "account.add")) {
                        try await transaction.query(Self.add, .int(1), .int(5))
                    }
                    return transaction
                }
                await #expect(throws: DatabaseError.transactionOver(statement: "account.add")) {
                    try await leaked.query(Self.add, .int(1), .int(5))
                }
                let unused = try await shop.transaction { $0 }
                await #expect(throws: DatabaseError.transactionOver(statement: "account.add")) {
                    try await unused.query(Self.add, .int(1), .int(5))
                }
                #expect(try await balances(shop) == [105, 100])
            }
        }
    }

    @Test func `two serializable transactions in each other's way both happen, one after the other`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 2) { pool in
                let shop = pool.tenant(scratch.a)
                let attempts = Tally()
                let bothHaveRead = Meeting(of: 2)
                // Each writes what it read of the other: one after the other gives 201 and more, side by side 200s.
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (mine, other) in [(Int64(1), Int64(2)), (2, 1)] {
                        group.addTask {
                            try await shop.transaction(isolation: .serializable) { transaction in
                                attempts.add()
                                let read = try await transaction.query(Self.balance, .int(other)).one().int("balance")
                                await bothHaveRead.arrive()
                                try await transaction.query(Self.set, .int(mine), .int(read + 1))
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await balances(shop).sorted() == [101, 102])
                #expect(attempts.count > 2, "one of them had to be done again")
            }
        }
    }

    @Test func `a deadlock is solved by doing one again`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 2) { pool in
                let shop = pool.tenant(scratch.a)
                let attempts = Tally()
                let bothHaveLocked = Meeting(of: 2)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (first, second) in [(Int64(1), Int64(2)), (2, 1)] {
                        group.addTask {
                            try await shop.transaction { transaction in
                                attempts.add()
                                try await transaction.query(Self.add, .int(first), .int(10))
                                await bothHaveLocked.arrive()
                                try await transaction.query(Self.add, .int(second), .int(1))
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await balances(shop) == [111, 111])
                #expect(attempts.count > 2, "one of them had to be done again")
            }
        }
    }

    @Test func `a conflict that never ends is told after six attempts`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let conflict = SQL("conflict", "DO $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '40001'; END $$")
                let before = pool.setup.counters.exchanges.load(ordering: .relaxed)
                await #expect(
                    throws: DatabaseError.server(
                        sqlState: "40001", statement: "conflict", constraint: nil, table: nil)
                ) {
                    try await pool.tenant(scratch.a).query(conflict)
                }
                #expect(pool.setup.counters.exchanges.load(ordering: .relaxed) == before + 6)
            }
        }
    }

    @Test func `a statement that ends the transaction by itself is told, and its connection given up`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                let error = await refusal {
                    try await shop.transaction { transaction in
                        try await transaction.query(SQL("own.commit", "COMMIT"))
                        try await transaction.query(Self.add, .int(1), .int(1))
                    }
                }
                #expect(error == .transactionOver(statement: "own.commit"))
                let after = try await balances(shop)
                #expect(after == [100, 100])
                #expect(pool.setup.counters.connects.load(ordering: .relaxed) == 2)
            }
        }
    }

    @Test func `statements of one transaction may be asked side by side`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                let shop = pool.tenant(scratch.a)
                let sum = try await shop.transaction { transaction in
                    async let one = transaction.query(Self.balance, .int(1)).one().int("balance")
                    async let two = transaction.query(Self.balance, .int(2)).one().int("balance")
                    return try await one + two
                }
                #expect(sum == 200)
            }
        }
    }
}
