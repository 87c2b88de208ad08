import Accounts
import ArgumentParser
import Tenancy
import TokoCore

struct OwnerInvite: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite", abstract: "Make a link by which an owner chooses a password.",
        discussion: """
            The link works once, for 72 hours; a new one ends the ones before. Send it to the owner by a way you trust.

            Example:
              tokoku owner invite batik --email larasati@example.com --name "Larasati"
            """)

    @Argument(help: "The shop.")
    var slug: Slug
    @Option(help: "The address by which they will sign in.")
    var email: String
    @Option(help: "Their name.")
    var name: String
    @Option(help: "What they may do: owner, manager or packer.")
    var role: StaffRole = .owner
    @OptionGroup var output: Output

    func run() async throws {
        let link = try await Agency.work { agency in
            let tenant = try await agency.registry.tenant(slug)
            guard let host = tenant.primaryHost else { throw OwnerInviteError.noDomain(slug) }
            let token = try await StaffRepository(agency.database(of: tenant.id)).invite(
                email: email, name: name, role: role)
            try await agency.registry.note(
                "owner.invite", ["email": email, "role": role.rawValue], tenant: tenant.id, actor: Agency.actor)
            return agency.settings.publicURL(host: host, path: "/admin/undangan/\(token.text)")
        }
        try output.show(["link": link], link)
    }
}

enum OwnerInviteError: Error, CustomStringConvertible {
    case noDomain(Slug)

    var description: String {
        switch self {
        case .noDomain(let slug): "\(slug) has no domain for the link; run: tokoku domain add \(slug) <domain>"
        }
    }
}
