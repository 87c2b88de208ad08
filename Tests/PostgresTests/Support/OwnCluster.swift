import Glibc
import Synchronization
import Testing

@testable import Postgres

/// A PostgreSQL server of one test's own, to stop, start and read the log of. Lives in a fresh folder of `/tmp`.
struct OwnCluster: Sendable {
    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    let folder: String
    private let programs: String

    var url: String { "postgresql:///postgres?host=\(folder)&user=postgres" }

    /// - Parameter settings: lines for `postgresql.conf`.
    @discardableResult
    static func with<Result: Sendable>(
        _ settings: [String] = [], _ body: (OwnCluster) async throws -> Result
    ) async throws -> Result {
        let folder = "/tmp/toko-pg-\(UInt32.random(in: 0...(.max)))"
        let programs = try await shell("pg_config --bindir")
        let cluster = OwnCluster(folder: folder, programs: String(programs.prefix { !$0.isNewline }))
        do {
            try await cluster.make(settings)
            try await cluster.start()
            let result = try await body(cluster)
            try await cluster.remove()
            return result
        } catch {
            try await cluster.remove()
            throw error
        }
    }

    func start() async throws { try await control("start") }

    /// Ends every connection and the server.
    func stop() async throws { try await control("stop -m fast") }

    /// Sends a signal to one backend: `KILL`, `STOP`, `CONT`.
    func signal(_ name: String, _ backend: Int64) async throws { try await shell("kill -\(name) \(backend)") }

    /// Asks for passwords over TCP from now on.
    func demandPasswords() async throws {
        let rule = "host all all 127.0.0.1/32 scram-sha-256"
        try await shell("echo '\(rule)' > \(folder)/h && cat \(folder)/data/pg_hba.conf >> \(folder)/h")
        try await shell("cat \(folder)/h > \(folder)/data/pg_hba.conf")
        try await control("reload")
    }

    func log() async throws -> String { try await shell("cat \(folder)/log") }

    /// The server refuses to run as root.
    private var owner: String { getuid() == 0 ? "runuser -u postgres --" : "" }

    private func make(_ settings: [String]) async throws {
        try await shell("mkdir -m 700 \(folder)" + (getuid() == 0 ? " && chown postgres \(folder)" : ""))
        try await shell("\(owner) \(programs)/initdb -D \(folder)/data -A trust -U postgres -E UTF8 --no-sync")
        let lines =
            [
                "listen_addresses = ''", "unix_socket_directories = '\(folder)'", "fsync = off",
                "max_connections = 40", "shared_buffers = 16MB",
            ] + settings
        try await shell("cat >> \(folder)/data/postgresql.conf <<'END'\n\(lines.joined(separator: "\n"))\nEND")
    }

    private func control(_ verb: String) async throws {
        try await shell("\(owner) \(programs)/pg_ctl -D \(folder)/data -l \(folder)/log -w \(verb)")
    }

    private func remove() async throws {
        try await shell(
            "test ! -e \(folder)/data/postmaster.pid || \(owner) \(programs)/pg_ctl -D \(folder)/data -w stop -m immediate"
        )
        try await shell("rm -r \(folder)")
    }
}

/// Runs a script of `sh` on a thread of its own and gives what it wrote. Output goes to a file: the server that
/// `pg_ctl` leaves running would keep a pipe open for ever.
@discardableResult
private func shell(_ script: String) async throws -> String {
    let path = "/tmp/toko-pg-out-\(UInt32.random(in: 0...(.max)))"
    let status = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int32, any Error>) in
        do {
            try OwnThread.start {
                continuation.resume(returning: unsafe system("( \(script)\n) > \(path) 2>&1 < /dev/null"))
            }
        } catch {
            continuation.resume(throwing: error)
        }
    }
    let text = try read(path)
    _ = unsafe unlink(path)
    guard status == 0 else { throw OwnCluster.Failed(description: "\(script): \(text)") }
    return text
}

private func read(_ path: String) throws -> String {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw OwnCluster.Failed(description: "cannot read \(path)") }
    defer { close(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = unsafe Glibc.read(file, &chunk, chunk.count)
        guard count > 0 else { break }
        bytes.append(contentsOf: chunk[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
}
