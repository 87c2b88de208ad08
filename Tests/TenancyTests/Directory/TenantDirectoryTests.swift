import Logging
import Postgres
import TestSupport
import Testing
import TokoCore

@testable import Tenancy

@Suite struct TenantDirectoryTests {
    @Test func `a host leads to its shop in any spelling, an unknown one nowhere`() async throws {
        try await withShops(2) { shops in
            let directory = try await shops[0].directory()
            for host in ["shop-1.test", "SHOP-1.Test", "shop-1.test."] {
                #expect(directory.tenant(atHost: host)?.id == shops[0].id, "\(host)")
            }
            for host in ["", "test", "shop-3.test", "shop-1.test:8080", "..", "shop-1.test.evil"] {
                #expect(directory.tenant(atHost: host) == nil, "\(host)")
            }
            #expect(directory.all.map(\.id) == shops.map(\.id))
            #expect(directory.tenant(shops[1].id)?.primaryHost == "shop-2.test")
        }
    }

    @Test(.timeLimit(.minutes(10)))
    func `a new domain and a suspension arrive by themselves`() async throws {
        try await withShop { shop in
            let directory = try await shop.directory()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await directory.run() }
                let host = try #require(HostName("baru.test"))
                try await RegistryRepository(shop.admin.control).add(host, to: shop.id, primary: false, actor: "test")
                while directory.tenant(atHost: "baru.test")?.id != shop.id { await Task.yield() }
                try await shop.admin.control.query(Ask.suspend)
                while directory.tenant(atHost: "baru.test")?.state != .suspended { await Task.yield() }
                try await shop.admin.control.query(Ask.delete)
                while directory.tenant(atHost: "baru.test") != nil { await Task.yield() }
                group.cancelAll()
            }
            #expect(directory.all.isEmpty)
        }
    }

    enum Ask {
        static let suspend = SQL("test.suspend", "UPDATE {tenant} SET state = 'suspended'")
        static let delete = SQL("test.delete", "UPDATE {tenant} SET state = 'deleting'")
    }
}

extension ShopFixture {
    func directory() async throws -> TenantDirectory {
        try await TenantDirectory(database: control, pool: pool, logger: Logger(label: "test"))
    }
}
