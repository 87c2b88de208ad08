import Accounts
import Catalog
import Foundation
import Postgres
import Tenancy
import TestSupport
import Testing
import TokoCore
import Vault

@testable import tokoku

@Suite struct ShopApplicationTests {
    @Test func `a file becomes a shop that sells, and applying it again changes nothing`() async throws {
        try await withAgency { agency, folder in
            let shop = try read(folder.writeShop()).get()
            let first = try await ShopApplication(agency: agency, file: shop, isDryRun: false).apply()
            for line in [
                "shop satu", "domain satu.test", "domain www.satu.test", "shop.tagline: \"Yang pertama\"",
                "secret tripay.api_key", "owner ani@satu.test", "category kain", "product sarung",
            ] {
                #expect(first.changes.contains(.added(line)), "\(line)")
            }
            #expect(!first.text.contains("kunci"))
            #expect(!first.text.contains("sandi"))
            let again = try await ShopApplication(agency: agency, file: shop, isDryRun: false).apply()
            #expect(again.text == "= satu: nothing to change")

            let tenant = try await agency.registry.tenant(shop.slug)
            let database = agency.database(of: tenant.id)
            #expect(tenant.primaryHost == "satu.test")
            #expect(try await ShopSettingsRepository(database).load().couriers == ["jne", "sicepat"])
            #expect(try await agency.secrets().secret(.tripay, "private_key", of: tenant.id) == "kunci-rahasia")
            let session = try await StaffRepository(database).signIn(
                email: "ani@satu.test", password: "kata sandi yang panjang")
            #expect(session.session.staff?.role == .owner)
            let slug = try #require(Slug("sarung"))
            let sarung = try #require(try await CatalogRepository(database).product(slug))
            #expect(sarung.variants.map(\.onHand) == [5])
            let picture = try #require(sarung.pictures.first)
            let media = MediaStore(directory: try agency.settings.mediaDirectory)
            #expect(try media.read(picture.file, tenant: tenant.id) != nil)
        }
    }

    @Test func `what changed in the file is changed in the shop, and nothing else`() async throws {
        try await withAgency { agency, folder in
            let path = try folder.writeShop()
            _ = try await ShopApplication(agency: agency, file: try read(path).get(), isDryRun: false).apply()
            try folder.write(
                "satu.toml",
                ShopFolder.shop.replacing("Yang pertama", with: "Yang utama")
                    .replacing("[\"satu.test\", \"www.satu.test\"]", with: "[\"baru.test\", \"satu.test\"]"))
            try folder.write("private.key", "kunci-baru")
            try folder.write("catalog.toml", ShopFolder.catalog.replacing("150000", with: "160000"))
            let shop = try read(path).get()
            let expected: Set<ShopChange> = [
                .added("domain baru.test"), .removed("domain www.satu.test"),
                .changed("shop.tagline: \"Yang pertama\" -> \"Yang utama\""), .changed("secret tripay.private_key"),
            ]
            let dry = try await ShopApplication(agency: agency, file: shop, isDryRun: true).apply()
            #expect(Set(dry.changes) == expected)
            #expect(try await agency.registry.tenant(shop.slug).hosts == ["satu.test", "www.satu.test"])
            let real = try await ShopApplication(agency: agency, file: shop, isDryRun: false).apply()
            #expect(Set(real.changes) == expected.union([.changed("product sarung")]))
            #expect(try await agency.registry.tenant(shop.slug).hosts == ["baru.test", "satu.test"])
        }
    }

    @Test func `without its variable a secret stays as it is, and one the shop lacks is a mistake`() async throws {
        try await withAgency { agency, folder in
            let path = try folder.writeShop()
            let blind = try reader(environment: [:]).read(path)
            try await TenantFileCheck(agency: agency).check([blind])
            let end = "is not set, and the shop has none yet"
            #expect(
                blind.source.problems.map { "\($0.line ?? 0) \($0.key): \($0.message)" } == [
                    "27 owner.password: the environment variable OWNER_PASSWORD \(end)",
                    "30 secrets.tripay.api_key: the environment variable TRIPAY_KEY \(end)",
                ])

            _ = try await ShopApplication(agency: agency, file: try read(path).get(), isDryRun: false).apply()
            let again = try reader(environment: [:]).read(path)
            try await TenantFileCheck(agency: agency).check([again])
            #expect(again.source.problems.isEmpty)
            let report = try await ShopApplication(agency: agency, file: again.file, isDryRun: false).apply()
            #expect(
                report.text == """
                    = satu: nothing to change
                      = kept owner.password: OWNER_PASSWORD is not set
                      = kept secrets.tripay.api_key: TRIPAY_KEY is not set
                    """)
            let tenant = try await agency.registry.tenant(again.file.slug)
            #expect(try await agency.secrets().secret(.tripay, "api_key", of: tenant.id) == "kunci-api")
        }
    }

    @Test func `the password the owner chose outlives the file's`() async throws {
        try await withAgency { agency, folder in
            let shop = try read(folder.writeShop()).get()
            _ = try await ShopApplication(agency: agency, file: shop, isDryRun: false).apply()
            let tenant = try await agency.registry.tenant(shop.slug)
            let staff = StaffRepository(agency.database(of: tenant.id))
            let link = try #require(try await staff.resetLink(email: "ani@satu.test"))
            _ = try await staff.acceptLink(link.text, password: "pilihan ani sendiri")
            let report = try await ShopApplication(agency: agency, file: shop, isDryRun: false).apply()
            #expect(report.text == "= satu: nothing to change")
            let session = try await staff.signIn(email: "ani@satu.test", password: "pilihan ani sendiri")
            #expect(session.session.staff?.role == .owner)
        }
    }

    @Test func `a dry run of a new shop creates nothing`() async throws {
        try await withAgency { agency, folder in
            let shop = try read(folder.writeShop()).get()
            let report = try await ShopApplication(agency: agency, file: shop, isDryRun: true).apply()
            #expect(report.changes.first == .added("shop satu"))
            #expect(try await agency.registry.tenants().isEmpty)
        }
    }

    @Test func `domains and slugs of others are refused at the file's line`() async throws {
        try await withAgency { agency, folder in
            let path = try folder.writeShop()
            _ = try await ShopApplication(agency: agency, file: try read(path).get(), isDryRun: false).apply()
            let twin = ShopFolder.shop.replacing("slug = \"satu\"", with: "slug = \"dua\"")
            let shops = try ["dua.toml", "tiga.toml"].map { name in
                try reader().read(try folder.write(name, twin))
            }
            try await TenantFileCheck(agency: agency).check(shops)
            let messages = shops.flatMap(\.source.problems).map { "\($0.line ?? 0) \($0.key): \($0.message)" }
            #expect(messages.contains("5 domains: satu.test belongs to the shop satu"))
            #expect(messages.contains("1 slug: is the slug of \(folder.path("dua.toml")) too"))
            #expect(messages.contains("5 domains: www.satu.test is a domain of \(folder.path("dua.toml")) too"))
        }
    }

    private func reader(environment: [String: String] = ShopFolder.environment) -> TenantFileReader {
        TenantFileReader(
            environment: environment, themes: ThemeShelf(directory: ShopFolder.checkout("Themes")),
            pictures: PictureBox())
    }
}

/// The agency's commands on a database and in a folder of their own.
private func withAgency(_ body: @Sendable (Agency, ShopFolder) async throws -> Void) async throws {
    let folder = try ShopFolder()
    defer { folder.remove() }
    try await withScratchDatabase { scratch in
        try await scratch.migrate()
        let keyFile = try folder.write("master.key", scratch.masterKey.base64ForKeyFile)
        let settings = try Settings(
            SettingsSource(environment: [
                "TOKOKU_DATABASE_URL": scratch.serverURL, "TOKOKU_ADMIN_DATABASE_URL": scratch.adminURL,
                "TOKOKU_MASTER_KEY_FILE": keyFile, "TOKOKU_MEDIA_DIR": folder.path("media"),
            ]))
        try await body(
            Agency(settings: settings, pool: scratch.admin, migrations: scratch.migrations), folder)
    }
}
