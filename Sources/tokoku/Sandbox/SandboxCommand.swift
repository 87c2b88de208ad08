import ArgumentParser
import Foundation
import Logging
import Sandbox
import ServiceLifecycle
import Tenancy
import UnixSignals

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "TriPay, Komerce and Google in one program on this machine, for trying out.",
        discussion: """
            Its pages let you pay a bill as the bank, choose a made-up Google account, and make the providers \
            misbehave. No money moves and nothing leaves the machine.

            Example:
              tokoku sandbox --listen 127.0.0.1:8099 --regions regions.tsv --state-file sandbox.jsonl
            """)

    @Option(help: "Where it listens; left out, TOKOKU_SANDBOX_LISTEN.")
    var listen: ListenAddress?
    @Option(help: "Keep bills in this file over a restart.", completion: .file())
    var stateFile: String?
    @Option(help: "Places for courier prices: a file that 'tokoku region export' wrote.", completion: .file())
    var regions: String?

    func run() async throws {
        let address = try listen ?? Agency.readSettings().sandboxListen
        let configuration = SandboxConfiguration(
            host: address.host, port: address.port, stateFile: stateFile, regionsFile: regions)
        var logger = Logger(label: "sandbox")
        logger.logLevel = .warning
        let sandbox = SandboxServer(configuration: configuration, logger: logger) { port in
            print("Sandbox: http://\(address.host):\(port)/")
        }
        try await ServiceGroup(
            services: [sandbox], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
        ).run()
    }
}
