import Hummingbird

/// Where the mail server listens, for those who ask before it does: `GET /_sandbox/smtp`.
actor SMTPDoorplate {
    private enum Writing {
        case blank
        case port(Int?)
    }

    private var writing = Writing.blank
    private var waiting: [CheckedContinuation<Int?, Never>] = []

    /// - Parameter port: nil when there is no mail server, because its port is taken.
    func write(_ port: Int?) {
        writing = .port(port)
        for reader in waiting { reader.resume(returning: port) }
        waiting = []
    }

    func read() async -> Int? {
        if case .port(let port) = writing { return port }
        return await withCheckedContinuation { waiting.append($0) }
    }

    nonisolated func addRoutes(to router: Router<SandboxContext>, host: String) {
        router.get("_sandbox/smtp") { _, _ in
            let port = await self.read()
            return Answer.json(["host": .text(host), "port": .optional(port.map(Int64.init))]).response
        }
    }
}
