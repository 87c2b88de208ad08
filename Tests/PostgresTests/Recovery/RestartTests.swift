import Synchronization
import Testing
import TokoCore

@testable import Postgres

@Suite struct RestartTests {
    @Test func `a server restarted while nobody asks goes unnoticed`() async throws {
        try await OwnCluster.with { cluster in
            try await Scratch.with(server: cluster.url) { scratch in
                try await scratch.pool(size: 3) { pool in
                    let shop = pool.tenant(scratch.a)
                    for _ in 0..<3 {
                        for id in [scratch.a, scratch.b] { try await pool.tenant(id).query(ItemSQL.count) }
                        try await cluster.stop()
                        try await cluster.start()
                        let count = try await shop.query(ItemSQL.count).one().int("n")
                        #expect(count == 1)
                    }
                }
            }
        }
    }

    /// What a unit may meet while the server goes down, is down, or comes up.
    private static func isOutage(_ error: any Error) -> Bool {
        switch error {
        case DatabaseError.cannotConnect, DatabaseError.connectionLost, DatabaseError.commitInDoubt: true
        default: false
        }
    }

    @Test func `a restart under load is errors while it lasts, then none, and no half units`() async throws {
        try await OwnCluster.with { cluster in
            try await Scratch.with(server: cluster.url) { scratch in
                try await scratch.pool(size: 4) { pool in
                    let phase = Phase()
                    let confirmed = Tally()
                    let doubtful = Tally()
                    let outage = Tally()
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for worker in 0..<8 {
                            group.addTask {
                                var number = 0
                                while phase.now != .over {
                                    number += 1
                                    let id = number.isMultiple(of: 2) ? scratch.a : scratch.b
                                    let before = phase.now
                                    do {
                                        try await pool.tenant(id).run([
                                            Statement(ItemSQL.insert, .text("\(worker).\(number)"), .int(1)),
                                            Statement(ItemSQL.insert, .text("\(worker).\(number)'"), .int(1)),
                                        ])
                                        confirmed.add()
                                        phase.worked()
                                    } catch {
                                        #expect(Self.isOutage(error), "\(error)")
                                        #expect(before != .after, "an error after the recovery: \(error)")
                                        outage.add()
                                        if case DatabaseError.commitInDoubt = error { doubtful.add() }
                                    }
                                }
                            }
                        }
                        while phase.successes < 50 { await Task.yield() }
                        phase.now = .outage
                        try await cluster.stop()
                        while outage.count < 20 { await Task.yield() }
                        try await cluster.start()
                        // Recovered: each worker could have worked again, without anything done to the pool.
                        phase.reset()
                        while phase.successes < 50 { await Task.yield() }
                        phase.now = .after
                        phase.reset()
                        while phase.successes < 200 { await Task.yield() }
                        phase.now = .over
                        try await group.waitForAll()
                    }
                    var rows = 0
                    for id in [scratch.a, scratch.b] {
                        rows += try await Int(pool.tenant(id).query(ItemSQL.count).one().int("n")) - 1
                    }
                    #expect(rows.isMultiple(of: 2))
                    #expect(rows / 2 >= confirmed.count)
                    #expect(rows / 2 <= confirmed.count + doubtful.count)
                }
            }
        }
    }

    @Test func `while the server is down units fail without waiting`() async throws {
        try await OwnCluster.with { cluster in
            try await Scratch.with(server: cluster.url) { scratch in
                try await scratch.pool(size: 2) { pool in
                    let shop = pool.tenant(scratch.a)
                    try await shop.query(ItemSQL.count)
                    try await cluster.stop()
                    for _ in 0..<50 {
                        let error = await refusal { try await shop.query(ItemSQL.count) }
                        guard case .cannotConnect = error else {
                            Issue.record("\(String(describing: error))")
                            continue
                        }
                    }
                    try await cluster.start()
                    // The pause after failed attempts is bounded, so asking again comes through.
                    var count: Int64?
                    while count == nil {
                        do {
                            count = try await shop.query(ItemSQL.count).one().int("n")
                        } catch DatabaseError.cannotConnect {
                            await Task.yield()
                        }
                    }
                    #expect(count == 1)
                }
            }
        }
    }
}

/// Which part of the test it is, and how many units went well since the last reset.
private final class Phase: Sendable {
    enum Part { case before, outage, after, over }

    private let part = Mutex(Part.before)
    private let count = Atomic<Int>(0)

    var now: Part {
        get { part.withLock { $0 } }
        set { part.withLock { $0 = newValue } }
    }

    var successes: Int { count.load(ordering: .relaxed) }
    func worked() { count.add(1, ordering: .relaxed) }
    func reset() { count.store(0, ordering: .relaxed) }
}
