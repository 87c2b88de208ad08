import FoundationEssentials
import Testing

@testable import Ordering

@Suite struct CheckScheduleTests {
    let opened = Date(timeIntervalSince1970: 1_800_000_000)

    @Test func `an open bill is asked for at 5, 10, 20 and 40 minutes, at its end and after it`() {
        let ends = opened + 86_400
        var asked: [Double] = []
        var now = opened
        while let next = CheckSchedule.next(after: now, opened: opened, ends: ends) {
            asked.append(next.timeIntervalSince(opened) / 60)
            now = next
        }
        #expect(asked == [5, 10, 20, 40, 1_441, 1_455, 1_500, 1_800])
    }

    @Test func `a short bill is not asked for after its end by the early times`() {
        let ends = opened + 15 * 60
        #expect(CheckSchedule.next(after: opened + 601, opened: opened, ends: ends) == ends + 60)
    }

    @Test func `in the end nobody asks any more`() {
        #expect(CheckSchedule.next(after: opened + 200_000, opened: opened, ends: opened + 86_400) == nil)
    }
}
