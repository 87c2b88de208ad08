import Foundation
import Testing

@testable import TokoCore

@Suite struct CivilTimeTests {
    @Test func `a thousand moments from 1970 to 2100 are the same in Foundation's calendar`() throws {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<1_000 {
            let seconds = Int64.random(in: 0...4_102_444_800, using: &generator)
            let zone = try #require(ShopZone.allCases.randomElement(using: &generator))
            var calendar = Calendar(identifier: .gregorian)
            calendar.timeZone = try #require(TimeZone(secondsFromGMT: Int(zone.offsetSeconds)))
            let date = Date(timeIntervalSince1970: Double(seconds))
            let expected = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: date)
            let civil = CivilTime(date, offsetSeconds: zone.offsetSeconds)
            #expect(
                [civil.year, Int64(civil.month), civil.day, civil.hour, civil.minute]
                    == [expected.year, expected.month, expected.day, expected.hour, expected.minute].map {
                        Int64($0 ?? -1)
                    }, "\(seconds) \(zone)")
        }
    }
}
