import Testing
import TokoCore

@Suite struct IDTests {
    @Test(arguments: [("1", 1), ("42", 42), ("007", 7), ("9223372036854775807", Int64.max)])
    func `digits above zero are an ID`(typed: String, number: Int64) {
        #expect(OrderID(typed: typed)?.number == number)
    }

    @Test(arguments: [
        "", "0", "00", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "٣", "１", "9223372036854775808", "1;DROP", "1\u{0}",
    ])
    func `anything else is none`(typed: String) {
        #expect(OrderID(typed: typed) == nil)
    }

    @Test func `a shop's schema is made of its number`() {
        #expect(TenantID(42).schema == "t_42")
        #expect(TenantID(.max).schema == "t_2147483647")
    }
}
