import Testing

@testable import Shipping

struct EstimateTests {
    @Test(arguments: [
        ("1 day", "1 hari"), ("1-2 day", "1-2 hari"), ("2-3 days", "2-3 hari"), ("11 day", "11 hari"),
        ("3 hari", "3 hari"), ("2-3", "2-3 hari"), ("2", "2 hari"), ("2-3day", "2-3 hari"), ("2-2 day", "2 hari"),
        ("0-1 day", "1 hari"), (" 2-3  DAY ", "2-3 hari"), ("0-0 day", ""), ("0 day", ""), ("", ""), ("-", ""),
        ("1-2 hours", "1-2 jam"),
        ("1 hour", "1 jam"), ("0-0 hours", ""), ("3-2 day", ""), ("1-2-3 day", ""), ("soon", ""), ("100 day", ""),
        ("-1 day", ""),
        ("1- day", ""), ("day", ""), ("<b>1</b> day", ""),
    ])
    func `how long it takes is said in Indonesian or not at all`(etd: String, estimate: String) {
        #expect(KomerceEstimate.text(etd) == estimate)
    }
}
