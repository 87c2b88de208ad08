import Postgres
import TestSupport
import Testing
import TokoCore
import Vault

@testable import Tenancy

@Suite struct ProviderSecretsTests {
    @Test func `a secret comes back as it was set, and lists show its name alone`() async throws {
        try await withShop { shop in
            let agency = shop.scratch.secrets(as: shop.admin)
            try await agency.set(.tripay, "private_key", to: "rahasia-ü", of: shop.id, actor: "test")
            try await agency.set(.tripay, "mode", to: "sandbox", of: shop.id, actor: "test")
            let server = shop.scratch.secrets(as: shop.pool)
            #expect(
                try await server.all(.tripay, of: shop.id) == ["private_key": "rahasia-ü", "mode": "sandbox"])
            #expect(try await server.secret(.google, "client_id", of: shop.id) == nil)
            let entries = try await server.list(of: shop.id)
            #expect(entries.map(\.field) == ["mode", "private_key"])
            #expect(!"\(entries)".contains("rahasia"))
            let sealed = try await shop.admin.control.query(Ask.sealed).map { try $0.bytes("sealed") }
            #expect(!sealed.contains { $0.contains(Array("rahasia".utf8)) })
        }
    }

    @Test(arguments: [Move.otherShop, .otherProvider, .otherField])
    func `a sealed value moved to another row does not open`(move: Move) async throws {
        try await withShops(2) { shops in
            let secrets = shops[0].scratch.secrets(as: shops[0].admin)
            try await secrets.set(.tripay, "api_key", to: "rahasia", of: shops[0].id, actor: "test")
            let (statement, tenant, provider): (SQL, TenantID, Provider) =
                switch move {
                case .otherShop: (Ask.toOtherShop, shops[1].id, .tripay)
                case .otherProvider: (Ask.toOtherProvider, shops[0].id, .google)
                case .otherField: (Ask.toOtherField, shops[0].id, .tripay)
                }
            try await shops[0].admin.control.query(statement)
            await #expect(throws: VaultError.tampered) { try await secrets.all(provider, of: tenant) }
        }
    }

    @Test func `another master key opens nothing, an older one still does`() async throws {
        try await withShop { shop in
            try await shop.scratch.secrets(as: shop.admin).set(
                .komerce, "shipping_cost_key", to: "lama", of: shop.id, actor: "test")
            let next = ProviderSecrets.sealingKey(MasterKey.generate(), version: 2)
            let stranger = ProviderSecrets(database: shop.control, sealing: next)
            await #expect(throws: VaultError.wrongKeyVersion(found: 1, expected: 2)) {
                try await stranger.all(.komerce, of: shop.id)
            }
            let rotated = ProviderSecrets(
                database: shop.control, sealing: next,
                older: [ProviderSecrets.sealingKey(shop.scratch.masterKey)])
            #expect(try await rotated.secret(.komerce, "shipping_cost_key", of: shop.id) == "lama")
        }
    }

    @Test func `an opened secret is kept until the directory sees that it changed`() async throws {
        try await withShop { shop in
            let directory = try await shop.directory()
            let agency = shop.scratch.secrets(as: shop.admin)
            try await agency.set(.tripay, "api_key", to: "satu", of: shop.id, actor: "test")
            try await directory.reload()
            let server = ProviderSecrets(
                database: shop.control, sealing: ProviderSecrets.sealingKey(shop.scratch.masterKey),
                directory: directory)
            #expect(try await server.secret(.tripay, "api_key", of: shop.id) == "satu")
            try await agency.set(.tripay, "api_key", to: "dua", of: shop.id, actor: "test")
            #expect(try await server.secret(.tripay, "api_key", of: shop.id) == "satu")
            try await directory.reload()
            #expect(try await server.secret(.tripay, "api_key", of: shop.id) == "dua")
        }
    }

    enum Move: CaseIterable { case otherShop, otherProvider, otherField }

    enum Ask {
        static let sealed = SQL("test.sealed", "SELECT sealed FROM {provider_secret}")
        static let toOtherShop = SQL(
            "test.other_shop", "UPDATE {provider_secret} SET tenant_id = (SELECT max(id) FROM {tenant})")
        static let toOtherProvider = SQL("test.other_provider", "UPDATE {provider_secret} SET provider = 'google'")
        static let toOtherField = SQL("test.other_field", "UPDATE {provider_secret} SET field = 'private_key'")
    }
}
