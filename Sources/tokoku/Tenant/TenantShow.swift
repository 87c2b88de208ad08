import Accounts
import ArgumentParser
import Tenancy
import TokoCore

struct TenantShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one shop: domains, settings, staff, and which keys it has.",
        discussion: """
            Example:
              tokoku tenant show batik
            """)

    @Argument(help: "The shop.")
    var slug: Slug
    @OptionGroup var output: Output

    func run() async throws {
        let shop = try await Agency.work { agency in
            let tenant = try await agency.registry.tenant(slug)
            let database = agency.database(of: tenant.id)
            let settings = try await ShopSettingsRepository(database).load()
            let origin =
                if let village = settings.originVillage { try await agency.regions.lineage(of: village) } else {
                    RegionLineage?.none
                }
            let staff = try await StaffRepository(database).list().map {
                "\($0.name) <\($0.email)>, \($0.role.rawValue)\($0.hasPassword ? "" : ", no password yet")"
            }
            let secrets = try await agency.secretNames(of: tenant.id).map { "\($0.provider).\($0.field)" }
            return Shop(TenantRow(tenant), settings, origin: origin, staff: staff, secrets: secrets)
        }
        var table = TextTable("", "")
        for (name, value) in shop.lines where !value.isEmpty { table.add(name, value) }
        try output.show(shop, table, ifEmpty: "")
    }

    struct Shop: Encodable {
        let tenant: TenantRow
        let settings: [String: String]
        let staff: [String]
        let secrets: [String]

        init(_ tenant: TenantRow, _ settings: ShopSettings, origin: RegionLineage?, staff: [String], secrets: [String])
        {
            self.tenant = tenant
            self.settings = Dictionary(
                ShopSettingsText.lines(of: settings).map { ($0.key, $0.value) }, uniquingKeysWith: { one, _ in one }
            ).merging(
                origin.map { ["origin": "\($0.village), \($0.district), \($0.regency), \($0.province)"] } ?? [:]
            ) { one, _ in one }
            self.staff = staff
            self.secrets = secrets
        }

        var lines: [(String, String)] {
            [
                ("shop", "\(tenant.slug), number \(tenant.id)"), ("state", tenant.state),
                ("domains", tenant.domains.joined(separator: ", ")),
            ] + settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + [
                ("staff", staff.joined(separator: "; ")), ("secrets", secrets.joined(separator: ", ")),
            ]
        }
    }
}
