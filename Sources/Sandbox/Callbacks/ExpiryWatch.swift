import FoundationEssentials
import Logging
import ServiceLifecycle

/// Lets bills expire when their time is over, and has the shop told.
struct ExpiryWatch: Service {
    let records: Records
    let till: Till
    let interval: Duration
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                for reference in await records.overdue(at: Date.unixNow) { await expire(reference) }
                do {
                    try await Task.sleep(for: interval)
                } catch {
                    return
                }
            }
        }
    }

    private func expire(_ reference: String) async {
        do {
            try await till.settle(reference, .expire)
        } catch {
            // Paid in this very moment, most likely.
            logger.debug("a bill did not expire", metadata: ["bill.reference": "\(reference)"])
        }
    }
}
