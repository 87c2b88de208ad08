import ArgumentParser
import Hummingbird
import Jobs
import Logging
import NIOCore
import Ordering
import Postgres
import ServiceLifecycle
import Shipping
import Tenancy
import UnixSignals

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve every shop of this installation.",
        discussion: """
            Finds the shop by the Host header, works off the shops' outboxes and schedules, and answers health checks \
            on the management listener. Stops on Ctrl-C when the requests under way are done.

            Examples:
              TOKOKU_CONFIG=/etc/tokoku.conf tokoku serve
              tokoku serve --no-work    and beside it, on this or another machine: tokoku work
            """)

    @Flag(help: "Leave mails, messages and schedules to `tokoku work`.")
    var noWork = false

    /// Longer than any provider may take, so that only who says nothing is hung up on.
    private static let idle = TimeAmount.seconds(65)

    func run() async throws {
        let settings = try Agency.readSettings()
        var logger = Logger(label: "tokoku")
        logger.logLevel = .info
        let installation = try await Installation(settings, logger: logger)
        try await withLogger(logger) { _ in
            try await services(of: installation).run()
        }
    }

    /// Shut down from the last to the first: nobody is let in any more, then the work behind ends, then the database.
    private func services(of installation: Installation) -> ServiceGroup {
        let settings = installation.settings
        let management = Management(pool: installation.pool, tenants: installation.tenants)
        let listeners: [any Service] = [
            Application(
                router: management.router(),
                server: .http1(configuration: .init(idleTimeout: Self.idle)),
                configuration: .init(address: settings.managementListen.bindAddress, serverName: nil),
                logger: installation.logger),
            Application(
                router: ShopRouter(installation: installation).router(),
                server: .http1(configuration: .init(idleTimeout: Self.idle)),
                configuration: .init(address: settings.listen.bindAddress, serverName: nil),
                onServerRunning: { _ in
                    installation.logger.info("serving", metadata: ["listen": "\(settings.listen)"])
                },
                logger: installation.logger),
        ]
        let engine = installation.engine
        installation.pool.onAnnouncement { engine.ring($0) }
        var work: [any Service] = [
            Lifelong { try await installation.pool.run() },
            Lifelong { try await installation.tenants.run() },
            Lifelong { await installation.shops.run() },
            Lifelong { await installation.postalCodes?.run() },
        ]
        // Without workers of its own the server still tells the others, over Redis, what has come in.
        work.append(noWork ? Lifelong { await engine.tell() } : Lifelong { await engine.run() })
        return ServiceGroup(
            services: work + listeners, gracefulShutdownSignals: [.sigterm, .sigint], logger: installation.logger)
    }
}

extension ListenAddress {
    var bindAddress: BindAddress { .hostname(host, port: port) }
}
