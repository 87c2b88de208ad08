import Glibc
import Synchronization
import Testing
import TokoCore

@testable import Postgres

/// A server that dies or goes quiet without a word.
@Suite struct SilenceTests {
    private static let activity = SQL(
        "activity", "SELECT count(*) AS n FROM pg_stat_activity WHERE pid = $1::integer AND wait_event = 'PgSleep'")

    private func sleeping(_ observer: ConnectionPool, _ backend: Int64) async throws {
        while try await observer.control.query(Self.activity, .int(backend)).one().int("n") != 1 {
            await Task.yield()
        }
    }

    @Test func `a backend that is killed hard, or stops answering, leaves a unit in doubt and the pool whole`()
        async throws
    {
        try await OwnCluster.with { cluster in
            try await Scratch.with(server: cluster.url) { scratch in
                try await scratch.superuser { observer in
                    try await scratch.pool(size: 1) { pool in
                        let shop = pool.tenant(scratch.a)
                        let quiet = try await shop.query(ItemSQL.backend).one().int("pid")
                        let insert = Statement(ItemSQL.insert, .text("maybe"), .int(1))
                        let cancelled = Task { try await shop.run([insert, Statement(ItemSQL.sleep, .int(60))]) }
                        try await sleeping(observer, quiet)
                        try await cluster.signal("STOP", quiet)
                        cancelled.cancel()
                        // COMMIT is on its way and nobody says what became of it.
                        await #expect(throws: DatabaseError.commitInDoubt(statement: "sleep")) {
                            try await cancelled.value
                        }
                        // The lane works again while the quiet backend still hangs.
                        let count = try await shop.query(ItemSQL.count).one().int("n")
                        #expect(count == 1)
                        try await cluster.signal("CONT", quiet)

                        let killed = try await shop.query(ItemSQL.backend).one().int("pid")
                        let work = Task { try await shop.run([insert, Statement(ItemSQL.sleep, .int(60))]) }
                        try await sleeping(observer, killed)
                        try await cluster.signal("KILL", killed)
                        await #expect(throws: DatabaseError.commitInDoubt(statement: "sleep")) { try await work.value }
                        // The server ends all sessions and recovers by itself.
                        var after: Int64?
                        while after == nil {
                            do {
                                after = try await shop.query(ItemSQL.count).one().int("n")
                            } catch DatabaseError.cannotConnect {
                                await Task.yield()
                            }
                        }
                        #expect(after == 1)
                    }
                }
            }
        }
    }

    @Test func `a server that takes the connection and says nothing costs no more than the deadline`() async throws {
        let silent = try SilentServer()
        defer { silent.remove() }
        try await TestServer.lend(
            TestServer.pool(silent.url, size: 1) { $0.unitDeadline = .milliseconds(100) }
        ) { pool in
            let unit = await refusal { try await pool.control.query(ItemSQL.backend) }
            guard case .deadlineExceeded = unit else {
                Issue.record("\(String(describing: unit))")
                return
            }
            let before = silent.visitors
            let waiting = Task {
                try await pool.control.transaction(deadline: .seconds(600)) { try await $0.query(ItemSQL.backend) }
            }
            while silent.visitors == before { await Task.yield() }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
        }
    }

    @Test func `a server that says nothing is told as such after the time it has to accept`() async throws {
        let silent = try SilentServer()
        defer { silent.remove() }
        let pool = TestServer.pool(silent.url, size: 1) { $0.connectTimeout = .milliseconds(100) }
        try await TestServer.lend(pool) { pool in
            for _ in 0..<3 {
                let error = await refusal { try await pool.control.query(ItemSQL.backend) }
                #expect(error == .cannotConnect(reason: "no answer in time"))
            }
        }
    }

    @Test func `TCP with a password works, and a wrong password is told without it`() async throws {
        let port = Int.random(in: 20_000..<30_000)
        try await OwnCluster.with(["listen_addresses = '127.0.0.1'", "port = \(port)"]) { cluster in
            let local = cluster.url.with("port=\(port)")
            try await TestServer.lend(TestServer.pool(local, size: 1)) { pool in
                try await pool.withExclusive {
                    try await $0.script("CREATE ROLE toko LOGIN PASSWORD 'rahasia 4711'", name: "role")
                }
            }
            try await cluster.demandPasswords()
            let right = "postgresql://toko:rahasia%204711@127.0.0.1:\(port)/postgres"
            try await TestServer.lend(TestServer.pool(right, size: 1)) { pool in
                let role = try await pool.control.query(ItemSQL.backend).one().text("role")
                #expect(role == "toko")
            }
            let wrong = "postgresql://toko:keliru-0815@127.0.0.1:\(port)/postgres"
            try await TestServer.lend(TestServer.pool(wrong, size: 1)) { pool in
                let error = await refusal { try await pool.control.query(ItemSQL.backend) }
                guard case .cannotConnect(let reason) = error else {
                    Issue.record("\(String(describing: error))")
                    return
                }
                #expect(reason.contains("password authentication failed for user \"toko\""))
                #expect(!reason.contains("keliru"))
            }
        }
    }
}

/// Listens on a Unix socket, takes what comes, and never answers.
private final class SilentServer: Sendable {
    private let folder = "/tmp/toko-silent-\(UInt32.random(in: 0...(.max)))"
    private let descriptor: Int32
    private let accepted = Mutex<[Int32]>([])

    var url: String { "postgresql:///toko?host=\(folder)&user=toko" }

    /// How many came so far.
    var visitors: Int {
        accepted.withLock { accepted in
            let visitor = accept(descriptor, nil, nil)
            if visitor >= 0 { accepted.append(visitor) }
            return accepted.count
        }
    }

    init() throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue), 0)
        _ = unsafe mkdir(folder, 0o700)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array("\(folder)/.s.PGSQL.5432".utf8)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path) }
        let descriptor = descriptor
        let isListening = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            } && listen(descriptor, 8) == 0
        }
        try #require(isListening)
    }

    func remove() {
        for visitor in accepted.withLock({ $0 }) { close(visitor) }
        close(descriptor)
        _ = unsafe unlink("\(folder)/.s.PGSQL.5432")
        _ = unsafe rmdir(folder)
    }
}
