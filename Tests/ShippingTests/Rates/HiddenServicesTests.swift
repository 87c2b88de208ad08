import Testing

@testable import Shipping

struct HiddenServicesTests {
    @Test(
        arguments: [
            (["JTR"], "jne", "JTR", true), (["JTR"], "jne", "JTR<130", false), (["jtr*"], "jne", "JTR<130", true),
            (["jne:JTR*"], "jne", "JTR>200", true), (["jne:JTR*"], "sicepat", "JTR", false),
            (["jne:YES"], "JNE", "yes", true), ([" jne : YES "], "jne", "YES", true), ([], "jne", "REG", false),
            (["", ":", "jne:"], "jne", "REG", false), (["*"], "rex", "M-100", true), (["rex:*"], "jne", "REG", false),
        ] as [([String], String, String, Bool)])
    func `a shop hides services by name, for all couriers or for one`(
        entries: [String], courier: String, service: String, isHidden: Bool
    ) {
        #expect(HiddenServices(entries).hides(courier: courier, service: service) == isHidden)
    }
}
