import Testing
import TokoCore
import Vault

@testable import Analytics

@Suite struct EventIdentityTests {
    /// As other implementations of RFC 9562 make it.
    @Test func `names are those of the standard`() throws {
        let dns = try #require(Hex.decode("6ba7b8109dad11d180b400c04fd430c8"))
        #expect(EventIdentity.uuid(named: "www.example.com", in: dns) == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }

    @Test func `a fact has one name for ever, and no other has it`() {
        let name = EventIdentity.uuid(TenantID(42), "Order Completed", "1007")
        #expect(name == "c4cc390e-6810-54ef-834e-e91ef2b69150")
        #expect(EventIdentity.uuid(TenantID(43), "Order Completed", "1007") != name)
        #expect(EventIdentity.uuid(TenantID(42), "Order Cancelled", "1007") != name)
        #expect(EventIdentity.uuid(TenantID(42), "Order Completed", "1008") != name)
    }
}
