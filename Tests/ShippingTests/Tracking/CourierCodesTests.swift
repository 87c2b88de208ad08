import Tenancy
import Testing

@testable import Shipping

struct CourierCodesTests {
    @Test(arguments: [
        ("jne", "jne", "jne"), ("sicepat", "sicepat", nil), ("ide", "ide", nil), ("IDEXPRESS", "ide", nil),
        ("jnt", "jnt", "jnt"), ("SAP", "sap", "sap"), ("lion", "lion", "lion"), ("rex", "rex", nil),
        ("gosend", nil, nil), ("grab", nil, nil), ("ncs", nil, nil), ("sentral", nil, nil), ("toko", nil, nil),
    ])
    func `each courier has its name at each source, or none`(courier: String, binderByte: String?, komerce: String?) {
        #expect(CourierCodes.code(of: courier, at: .binderbyte) == binderByte)
        #expect(CourierCodes.code(of: courier, at: .komerce) == komerce)
        #expect(CourierCodes.isTrackable(courier) == (binderByte != nil || komerce != nil))
    }

    @Test func `every courier that rates are asked of is decided upon`() {
        let untracked = CourierNames.all.map(\.code).filter { !CourierCodes.isTrackable($0) && !CourierCodes.isOwn($0) }
        #expect(Set(untracked).isSubset(of: ["ncs", "sentral", "star", "dse", "gosend", "grab"]))
    }

    @Test(arguments: [
        ("8825112045716759", "jne", true), ("JP1234567", "jne", true), ("BATIK", "jne", false), ("12345", "jne", false),
        ("000123456789", "sicepat", true), ("JP1234567890", "sicepat", false), ("12345678", "sicepat", false),
        ("JP1234567890", "jnt", true), ("JP12345", "jnt", false), ("MT685U91", "wahana", true),
        ("10001234567890", "anteraja", true), ("SUDAH-DIKIRIM", "tiki", false),
    ])
    func `a number looks like one of its courier or not`(number: String, courier: String, fits: Bool) {
        #expect(WaybillShape.fits(number, courier: courier) == fits)
    }
}
