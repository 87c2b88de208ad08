import ArgumentParser
import Messaging
import Tenancy
import WebClient

/// Whether Meta has approved what a shop's notices are sent in.
struct TemplateCheck {
    let agency: Agency
    let tenant: Tenant
    let choices: WhatsAppChoices

    func findings() async -> [Finding] {
        let about = "\(tenant.slug): whatsapp"
        let transport = WebTransport(userAgent: "TokoKu/\(Tokoku.configuration.version)")
        let findings: [Finding]
        do {
            let templates = WhatsAppTemplates(
                accounts: WhatsAppAccounts(secrets: try agency.secrets(), addresses: agency.settings.providers),
                transport: transport)
            let found = try await templates.findings(for: choices, of: tenant.id) ?? []
            findings =
                found.isEmpty
                ? [.ok(about, "templates approved")]
                : found.map { .warn(about, "template \($0.template): \($0.problem)", $0.advice) }
        } catch {
            findings = [
                .warn(
                    about, "templates not known: \(Program.words(for: error))",
                    "tokoku secret test \(tenant.slug) whatsapp")
            ]
        }
        await transport.close()
        return findings
    }
}
