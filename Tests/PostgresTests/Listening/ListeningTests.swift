import Testing
import TokoCore

@testable import Postgres

@Suite struct ListeningTests {
    private static let notify = SQL("notify", "SELECT pg_notify($1, $2)::text AS done")
    private static let killListeners = SQL(
        "kill.listeners",
        "SELECT pg_terminate_backend(pid) AS done FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()"
    )

    @Test func `a listener hears what is committed, and of the time it was deaf`() async throws {
        try await Scratch.with { scratch in
            try await scratch.superuser { observer in
                try await scratch.pool(size: 1) { pool in
                    var heard = pool.notifications(on: "tenant \"changed\"").makeAsyncIterator()
                    #expect(await heard.next() == .gap)
                    try await pool.control.query(Self.notify, .text("tenant \"changed\""), .text("42 ☕️"))
                    #expect(await heard.next() == .payload("42 ☕️"))
                    _ = await refusal {
                        try await pool.control.run([
                            Statement(Self.notify, .text("tenant \"changed\""), .text("never")),
                            Statement(SQL("bad", "SELECT 1 / 0 AS x")),
                        ])
                    }
                    try await pool.control.query(Self.notify, .text("another"), .text("not ours"))
                    let killed = try await observer.control.query(Self.killListeners)
                    #expect(killed.count == 1)
                    #expect(await heard.next() == .gap)
                    try await pool.control.query(Self.notify, .text("tenant \"changed\""), .text("43"))
                    #expect(await heard.next() == .payload("43"))
                }
            }
        }
    }

    private static let flood = SQL(
        "flood", "SELECT count(pg_notify('flood', n::text)) AS n FROM generate_series(1, 3000) n")

    @Test func `a reader that lags hears of a gap instead of missing words`() async throws {
        try await Scratch.with { scratch in
            try await scratch.pool(size: 1) { pool in
                var lagging = pool.notifications(on: "flood").makeAsyncIterator()
                var brisk = pool.notifications(on: "flood").makeAsyncIterator()
                #expect(await lagging.next() == .gap)
                #expect(await brisk.next() == .gap)
                try await pool.control.query(Self.flood)
                // Neither reads at first; then one catches up, and what both hear has no holes before its gap.
                for reader in 0..<2 {
                    var last = 0
                    while last < 3_000 {
                        let next = reader == 0 ? await brisk.next() : await lagging.next()
                        if next == .gap { break }
                        last += 1
                        #expect(next == .payload("\(last)"))
                    }
                    #expect(last >= Listener.mostUnread || last == 3_000)
                }
            }
        }
    }

    @Test func `closing the pool ends the stream`() async throws {
        try await Scratch.with { scratch in
            let pool = TestServer.pool(scratch.url)
            var heard = pool.notifications(on: "x").makeAsyncIterator()
            #expect(await heard.next() == .gap)
            await pool.close()
            #expect(await heard.next() == nil)
            var late = pool.notifications(on: "x").makeAsyncIterator()
            #expect(await late.next() == nil)
        }
    }

    @Test func `a reader that lets go ends its connection`() async throws {
        try await Scratch.with { scratch in
            try await scratch.superuser { observer in
                try await scratch.pool { pool in
                    let reading = Task {
                        for await notification in pool.notifications(on: "x") where notification == .payload("stop") {
                            return
                        }
                    }
                    let listeners = SQL(
                        "listeners",
                        "SELECT count(*) AS n FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()"
                    )
                    while try await observer.control.query(listeners).one().int("n") != 1 { await Task.yield() }
                    try await pool.control.query(Self.notify, .text("x"), .text("stop"))
                    await reading.value
                    while try await observer.control.query(listeners).one().int("n") != 0 { await Task.yield() }
                }
            }
        }
    }
}
