import FoundationEssentials
import Logging
import ServiceLifecycle
import WebClient

/// Carries callbacks to shops, off the requests that caused them, and again when a shop does not take them.
final class CallbackCourier: Service {
    /// One event's letters.
    struct Job: Sendable {
        let reference: String
        let event: Int
        /// Before the first try.
        var wait: Duration?
    }

    private let records: Records
    private let transport: WebTransport
    private let retryDelay: Duration
    private let logger: Logger
    private let jobs: AsyncStream<Job>
    private let intake: AsyncStream<Job>.Continuation

    init(records: Records, transport: WebTransport, retryDelay: Duration, logger: Logger) {
        self.records = records
        self.transport = transport
        self.retryDelay = retryDelay
        self.logger = logger
        (jobs, intake) = AsyncStream.makeStream()
    }

    func take(_ job: Job) { intake.yield(job) }

    /// Carries until shutdown. Begins with what a former run left undelivered.
    func run() async throws {
        for bill in await records.allBills {
            for event in Set(bill.letters.filter { !$0.isOver }.map(\.event)).sorted() {
                take(Job(reference: bill.reference, event: event))
            }
        }
        await cancelWhenGracefulShutdown { [self] in
            await withDiscardingTaskGroup { group in
                for await job in jobs {
                    group.addTask { await self.carry(job) }
                }
            }
        }
    }

    /// Tries each letter of the event that has not been tried yet, wave by wave.
    func tryOnce(_ reference: String, event: Int) async {
        await tryLetters(reference, event) { $0.attempts.isEmpty }
    }

    private func carry(_ job: Job) async {
        do {
            if let wait = job.wait { try await Task.sleep(for: wait) }
            await tryOnce(job.reference, event: job.event)
            while await !unfinished(job.reference, job.event).isEmpty {
                try await Task.sleep(for: retryDelay)
                await tryLetters(job.reference, job.event) { !$0.isOver }
            }
        } catch {
            logger.debug("a callback waits for the next start", metadata: ["bill.reference": "\(job.reference)"])
        }
    }

    private func unfinished(_ reference: String, _ event: Int) async -> [Letter] {
        await records.bill(reference)?.letters.filter { $0.event == event && !$0.isOver } ?? []
    }

    private func tryLetters(_ reference: String, _ event: Int, _ isDue: @Sendable (Letter) -> Bool) async {
        let due = await unfinished(reference, event).filter(isDue)
        for wave in Set(due.map(\.wave)).sorted() {
            await withDiscardingTaskGroup { group in
                for letter in due where letter.wave == wave {
                    group.addTask { await self.deliver(letter, of: reference) }
                }
            }
        }
    }

    private func deliver(_ letter: Letter, of reference: String) async {
        guard let url = letter.url else { return }
        var request = WebRequest.json(
            url, body: Array(letter.body.utf8),
            headers: [
                ("X-Callback-Event", "payment_status"), ("X-Callback-Signature", letter.signature),
                ("User-Agent", "TriPay Callback (TokoKu sandbox)"),
            ])
        request.timeout = .seconds(15)
        let attempt: Letter.Attempt
        do {
            let response = try await transport.send(request)
            attempt = Letter.Attempt(
                at: Date.unixNow, httpStatus: response.status, answer: String(response.text.prefix(200)),
                isAccepted: response.status == 200 && Self.saysSuccess(response.text))
        } catch {
            attempt = Letter.Attempt(at: Date.unixNow, httpStatus: nil, answer: "\(error)", isAccepted: false)
        }
        do {
            try await records.change(reference) { $0.letters[letter.number - 1].attempts.append(attempt) }
        } catch {
            logger.error("a callback's result is not recorded", metadata: ["bill.reference": "\(reference)"])
        }
    }

    /// TriPay wants `{"success": true}` and nothing else will do.
    private static func saysSuccess(_ text: String) -> Bool {
        do {
            return try JSON(parsing: text)["success"] == .bool(true)
        } catch {
            return false
        }
    }
}
