import Foundation
import Glibc
import Synchronization

struct NoRedis: Error {}

/// A redis-server in a folder of its own, without persistence, that a test may kill.
final class RedisServer: Sendable {
    let url: String
    let port: Int?
    private let folder: URL
    private let options: [String]
    private let process = Mutex<Process?>(nil)

    init(options: [String] = ["--port", "0"]) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "redis-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        url = "unix:" + folder.appending(path: "s").path
        port = options.firstIndex(of: "--port").flatMap { Int(options[$0 + 1]) }
        self.options = options
    }

    /// Returns when the server says it is ready.
    func start() throws {
        let server = Process()
        let output = Pipe()
        server.executableURL = URL(filePath: "/usr/bin/redis-server")
        server.arguments =
            [
                "--unixsocket", folder.appending(path: "s").path, "--dir", folder.path, "--save", "", "--bind",
                "127.0.0.1",
            ]
            + options
        server.standardOutput = output
        try server.run()
        process.withLock { $0 = server }
        var text = ""
        while !text.contains("eady to accept connections") {
            let part = output.fileHandleForReading.availableData
            guard !part.isEmpty else { throw NoRedis() }
            text += String(decoding: part, as: UTF8.self)
        }
    }

    func kill() {
        process.withLock { server in
            guard let running = server else { return }
            Glibc.kill(running.processIdentifier, SIGKILL)
            running.waitUntilExit()
            server = nil
        }
    }

    func freeze() { process.withLock { server in _ = server.map { Glibc.kill($0.processIdentifier, SIGSTOP) } } }

    func thaw() { process.withLock { server in _ = server.map { Glibc.kill($0.processIdentifier, SIGCONT) } } }

    func remove() {
        kill()
        do { try FileManager.default.removeItem(at: folder) } catch { print("left behind: \(folder.path)") }
    }
}

/// Asks again and again until it is so; the suite's time limit ends what never comes.
func eventually(_ condition: () async throws -> Bool) async throws {
    while try await !condition() { try await Task.sleep(for: .milliseconds(5)) }
}

/// A port that was free a moment ago.
func freePort() throws -> Int {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(listener) }
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    address.sin_family = sa_family_t(AF_INET)
    let isNamed = unsafe withUnsafeMutablePointer(to: &address) { pointer in
        unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            unsafe bind(listener, $0, length) == 0 && getsockname(listener, $0, &length) == 0
        }
    }
    guard isNamed else { throw NoRedis() }
    return Int(UInt16(bigEndian: address.sin_port))
}
