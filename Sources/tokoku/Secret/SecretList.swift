import ArgumentParser
import Foundation
import Tenancy
import TokoCore

struct SecretList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show which keys a shop has, never their values.",
        discussion: """
            Example:
              tokoku secret list batik
            """)

    @Argument(help: "The shop.")
    var slug: Slug
    @OptionGroup var output: Output

    func run() async throws {
        let entries = try await Agency.work { agency in
            let tenant = try await agency.registry.tenant(slug)
            return try await agency.secretNames(of: tenant.id)
        }
        let rows = Provider.allCases.flatMap { provider in
            provider.fields.map { field in
                let entry = entries.first { $0.provider == provider.rawValue && $0.field == field.name }
                return Row(
                    provider: provider.rawValue, field: field.name, isSet: entry != nil,
                    isRequired: field.isRequired, setAt: entry?.updatedAt, keyVersion: entry?.keyVersion)
            }
        }
        var table = TextTable("PROVIDER", "FIELD", "SET")
        for row in rows {
            let state = row.setAt.map { $0.formatted(.iso8601.year().month().day()) }
            table.add(row.provider, row.field, state ?? (row.isRequired ? "missing" : "default"))
        }
        try output.show(rows, table, ifEmpty: "No secrets.")
    }

    struct Row: Encodable {
        let provider: String
        let field: String
        let isSet: Bool
        let isRequired: Bool
        let setAt: Date?
        let keyVersion: Int?
    }
}
