import Testing

@testable import Ordering

@Suite struct WaybillTests {
    @Test func `spaces go and letters become capital`() throws {
        let waybill = try Waybill(courier: "jne", number: " jp 123-4567 ")
        #expect(waybill.number == "JP123-4567")
        #expect(waybill.courierName == "JNE")
    }

    @Test(arguments: ["", "123", "-123", "123-", "AB#12", "<b>123</b>", String(repeating: "1", count: 41)])
    func `what is no waybill is refused`(number: String) {
        #expect(throws: OrderError.badWaybill) { try Waybill(courier: "jne", number: number) }
    }

    @Test func `an unknown courier is refused`() {
        #expect(throws: OrderError.badCourier) { try Waybill(courier: "becak", number: "JP1234567") }
    }
}
