import Analytics
import FoundationEssentials
import Jobs
import ProviderDouble
import Tenancy
import TokoCore
import WebClient

/// Writes down what a lane reports.
actor ToldLog: AttemptLog {
    private(set) var outcomes: [Int64: JobOutcome] = [:]

    func sending(_ job: Job) {}

    func finish(_ job: Job, _ outcome: JobOutcome) { outcomes[job.id] = outcome }
}

/// Events by the number of the job; numbers it does not know have nothing to tell.
struct FewEvents: EventWriter {
    var events: [Int64: AnalyticsEvent]

    /// - Parameter numbers: of jobs and of the orders they tell of.
    init(_ numbers: ClosedRange<Int64>) {
        events = [:]
        for number in numbers { events[number] = .completed(number) }
    }

    func events(for jobs: [Job], of tenant: TenantID) -> [Int64: AnalyticsEvent] { events }
}

extension AnalyticsEvent {
    static func completed(_ number: Int64, visitor: String = "0123456789abcdef0123456789abcdef") -> AnalyticsEvent {
        AnalyticsEvent(
            name: "Order Completed", subject: "\(number)", visitor: visitor,
            at: Date(timeIntervalSince1970: 1_786_527_667),
            properties: ["order_id": .text("INV-\(number)"), "total": .number(170_000)])
    }
}

extension Job {
    static func counting(_ number: Int64) -> Job {
        Job(
            id: number, lane: .analytics, kind: "Order Completed", dedupeKey: "order:\(number):Order Completed",
            payload: "{\"order\": \(number)}", attempts: 0, unknowns: 0, createdAt: Date(timeIntervalSince1970: 0))
    }
}

let shop = TenantID(42)

/// Attempts jobs against a double of PostHog.
func attempt(
    _ jobs: ClosedRange<Int64>, events: FewEvents? = nil, key: String? = "phc_Uji42", at base: String
) async throws -> [Int64: JobOutcome] {
    let transport = WebTransport()
    let lane = AnalyticsLane(
        accounts: PostHogAccounts(override: base) { _ in key.map { ["project_key": $0] } ?? [:] },
        writer: events ?? FewEvents(jobs), transport: transport)
    let log = ToldLog()
    try await lane.attempt(jobs.map(Job.counting), for: shop, log: log)
    await transport.close()
    return await log.outcomes
}
