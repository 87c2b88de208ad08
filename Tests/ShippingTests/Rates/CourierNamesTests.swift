import Testing

@testable import Shipping

struct CourierNamesTests {
    @Test func `the seventeen couriers of the provider are known`() {
        let codes = "jne:sicepat:ide:sap:jnt:ninja:tiki:lion:anteraja:pos:ncs:rex:rpx:sentral:star:wahana:dse"
        #expect(Set(CourierNames.all.map(\.code)) == Set(codes.split(separator: ":").map(String.init)))
        #expect(CourierNames.name(of: "jnt") == "J&T Express")
        #expect(CourierNames.name(of: "kuda") == nil)
    }

    @Test(arguments: [
        (["jne", "kuda", "JNT", "jne"], ["jne", "jnt"]), (["kuda"], []), ([], CourierNames.all.map(\.code)),
    ])
    func `only known couriers are asked, each once`(chosen: [String], asked: [String]) {
        #expect(CourierNames.known(among: chosen) == asked)
    }
}
