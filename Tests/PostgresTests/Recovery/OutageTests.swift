import Testing

@testable import Postgres

@Suite struct OutageTests {
    private func isAdmitted(_ outage: Outage) -> Bool {
        do {
            try outage.admit()
            return true
        } catch {
            #expect(error as? DatabaseError == .cannotConnect(reason: "refused"))
            return false
        }
    }

    @Test func `as long as all goes well everybody may connect`() {
        let outage = Outage()
        #expect((0..<3).allSatisfy { _ in isAdmitted(outage) })
        #expect(outage.succeeded() == false)
    }

    @Test func `once the server is down one tries at a time, until one succeeds`() {
        let outage = Outage()
        let start = ContinuousClock.now
        #expect(isAdmitted(outage))
        #expect(outage.failed(attemptedAt: start, reason: "refused") == true)
        // Another lane that had tried at the same moment.
        #expect(outage.failed(attemptedAt: start, reason: "refused") == false)
        while !isAdmitted(outage) {}
        #expect(!isAdmitted(outage))
        outage.learnedNothing()
        #expect(isAdmitted(outage))
        #expect(!isAdmitted(outage))
        #expect(outage.failed(attemptedAt: .now, reason: "refused") == false)
        while !isAdmitted(outage) {}
        #expect(outage.succeeded() == true)
        #expect((0..<3).allSatisfy { _ in isAdmitted(outage) })
    }
}
