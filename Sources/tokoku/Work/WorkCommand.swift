import ArgumentParser
import Jobs
import Logging
import Postgres
import ServiceLifecycle
import Tenancy
import UnixSignals

struct WorkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "work", abstract: "Work off every shop's outbox and schedules, without serving pages.",
        discussion: """
            Sends the mails, messages and events that orders ask for, asks couriers and banks, and ends what is over. \
            As many may run as there is work for, on any machines, beside servers that work too: each job is one \
            worker's. Stops on Ctrl-C when the request under way is done.

            Example:
              TOKOKU_CONFIG=/etc/tokoku.conf tokoku work
            """)

    func run() async throws {
        let settings = try Agency.readSettings()
        var logger = Logger(label: "tokoku")
        logger.logLevel = .info
        let installation = try await Installation(settings, logger: logger, name: "tokoku work")
        let engine = installation.engine
        installation.pool.onAnnouncement { engine.ring($0) }
        let services: [any Service] = [
            Lifelong { try await installation.pool.run() },
            Lifelong { try await installation.tenants.run() },
            Lifelong { await installation.shops.run() },
            Lifelong { await engine.run() },
        ]
        try await withLogger(logger) { _ in
            logger.info("working")
            try await ServiceGroup(
                services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
            ).run()
        }
    }
}
