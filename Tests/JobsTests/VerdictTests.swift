import FoundationEssentials
import Testing

@testable import Jobs

@Suite struct VerdictTests {
    static let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func verdict(
        _ outcome: JobOutcome, attempts: Int64 = 0, unknowns: Int64 = 0, age: TimeInterval = 0, chance: Double = 0.5
    ) -> Verdict {
        let job = Job(
            id: 1, lane: .mail, kind: "mail.test", dedupeKey: "k", payload: "{}", attempts: attempts,
            unknowns: unknowns, createdAt: Self.now - age)
        return Verdict(outcome, of: job, under: .test, at: Self.now, chance: chance)
    }

    @Test func `what is done is done with`() {
        let done = verdict(.done(reference: "m1"))
        #expect(done.state == "sent" && done.reference == "m1" && done.finished == Self.now && done.attempts == 1)
        let skipped = verdict(.skipped(reason: "no consent"))
        #expect(skipped.state == "skipped" && skipped.reason == "no consent" && skipped.attempts == 0)
    }

    @Test(arguments: [(0, 10), (1, 60)])
    func `a failure that passes is tried again after the policy's wait`(attempts: Int64, wait: TimeInterval) {
        let later = verdict(.failed(.later(reason: "down")), attempts: attempts)
        #expect(later.state == "pending" && later.due == Self.now + wait && later.attempts == 1)
    }

    @Test func `waits are spread by a quarter, and the provider's own wait is kept`() {
        #expect(verdict(.failed(.later(reason: "x")), chance: 0).due == Self.now + 7.5)
        #expect(verdict(.failed(.later(reason: "x")), chance: 1).due == Self.now + 12.5)
        #expect(verdict(.failed(.later(reason: "x", after: .seconds(90)))).due == Self.now + 90)
    }

    @Test func `the last attempt parks, and says why`() {
        let last = verdict(.failed(.later(reason: "no\nanswer")), attempts: 2)
        #expect(last.state == "parked" && last.reason == "given up after 3 attempts: no answer")
        #expect(last.due == nil)
    }

    @Test func `an unknown outcome is repeated as often as the policy says`() {
        let first = verdict(.failed(.unknown(reason: "cut")))
        #expect(first.state == "pending" && first.unknowns == 1 && first.due == Self.now + 300)
        let second = verdict(.failed(.unknown(reason: "cut")), attempts: 1, unknowns: 1)
        #expect(second.state == "parked")
        #expect(second.reason == "may have been sent, and is not sent again: cut")
    }

    @Test func `a job that can never succeed is parked at once`() {
        #expect(verdict(.failed(.permanent(reason: "bad address"))).state == "parked")
    }

    @Test func `a shop's account that cannot be used costs no attempt`() {
        let waiting = verdict(.failed(.account(reason: "revoked", after: .seconds(600))), attempts: 2)
        #expect(waiting.state == "pending" && waiting.attempts == 0 && waiting.due == Self.now + 600)
    }

    @Test func `a job that is too old is parked whatever else`() {
        let old = verdict(.failed(.account(reason: "revoked")), age: 86_400)
        #expect(old.state == "parked" && old.reason == "too old: revoked")
        #expect(verdict(.done(), age: 1_000_000).state == "sent")
    }
}
